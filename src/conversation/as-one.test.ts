/** What the shop says at once, where every message is billed. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asOne, type Opening } from './as-one.ts';
import { numberMenu, readable, type Spoken } from './menu.ts';
import type { Rich } from './message.ts';

const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 700 });
const rich: fc.Arbitrary<Rich> = fc.array(
  fc.record({ t: words, b: fc.constant(true as const), code: fc.constant(true as const) }, { requiredKeys: ['t'] }),
  { maxLength: 4 },
);
const image = { name: 'polo.jpg', alt: 'Polo' };
const opening: fc.Arbitrary<Opening> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), rich }),
  fc.record({ kind: fc.constant('link' as const), rich, url: fc.webUrl(), label: words }),
  fc.record({ kind: fc.constant('file' as const), rich, file: fc.constant(image) }),
);
const choices = fc.array(fc.record({ label: words, commands: fc.constant([]) }, { requiredKeys: ['label', 'commands'] }), { maxLength: 5 });
const said: fc.Arbitrary<Spoken> = fc.oneof(
  opening,
  fc.record(
    { kind: fc.constant('menu' as const), rich, choices, image: fc.constant(image) },
    { requiredKeys: ['kind', 'rich', 'choices'] },
  ),
  fc.record({ kind: fc.constant('ask' as const), rich, what: fc.constantFrom('location' as const, 'contact' as const, 'text' as const) }),
);

/** Everything that can be read in it. */
function whole(one: Spoken): string {
  return readable(one.kind === 'menu' ? { ...one, menu: numberMenu(one.choices, 1, 'abcdefghij') } : one).replace(/\s/gu, '');
}

/** Both: the button of a link goes below the words that come after it. */
function bothOf(first: Opening, next: Spoken): string {
  return first.kind === 'link' && next.kind === 'text'
    ? whole({ ...first, rich: [...first.rich, ...next.rich] })
    : whole(first) + whole(next);
}

describe('what is said at once', () => {
  test('has every sign of both in their order, keeps its menu and its picture, and fits into one message', () => {
    fc.assert(
      fc.property(opening, said, (first, next) => {
        const joined = asOne(first, next);
        if (!joined) return;
        expect(whole(joined)).toBe(bothOf(first, next));
        expect(
          readable(joined.kind === 'menu' ? { ...joined, menu: numberMenu(joined.choices, 1, 'abcdefghij') } : joined).length,
        ).toBeLessThan(joined.kind === 'text' ? 4096 : 1024);
        if (next.kind === 'menu') expect(joined).toMatchObject({ kind: 'menu', choices: next.choices, ...(next.image && { image }) });
        if (first.kind === 'file') expect(joined).toMatchObject({ kind: 'file', file: image });
      }),
    );
  });

  const hello: Opening = { kind: 'text', rich: [{ t: 'Hola' }] };
  const menu: Spoken = { kind: 'menu', rich: [{ t: '¿Qué talla?', b: true }], choices: [{ label: 'S', commands: [] }] };

  test('stands above what is asked', () => {
    expect(asOne(hello, menu)).toEqual({ ...menu, rich: [{ t: 'Hola\n\n' }, { t: '¿Qué talla?', b: true }] });
  });

  test('a link before something else to tap is written out; else it can be tapped, below all that is said', () => {
    const link: Opening = { kind: 'link', rich: [{ t: 'Paga aquí' }], label: 'Pagar', url: 'https://x.pe/1' };
    expect(asOne(link, menu)?.rich).toEqual([{ t: 'Paga aquí\nPagar: https://x.pe/1\n\n' }, { t: '¿Qué talla?', b: true }]);
    expect(asOne(hello, link)).toEqual({ ...link, rich: [{ t: 'Hola\n\nPaga aquí' }] });
    expect(asOne(link, hello)).toEqual({ ...link, rich: [{ t: 'Paga aquí\n\nHola' }] });
  });

  test('a code to copy stays alone', () => {
    const code: Opening = { kind: 'text', rich: [{ t: '00020126', code: true }] };
    expect(asOne(hello, code)).toBeNull();
    expect(asOne(code, menu)).toBeNull();
  });

  test('what is too much for one message stays two', () => {
    const long: Opening = { kind: 'text', rich: [{ t: 'a'.repeat(995) }] };
    expect(asOne(long, menu)).toBeNull();
    expect(asOne(long, hello)?.kind).toBe('text');
  });
});
