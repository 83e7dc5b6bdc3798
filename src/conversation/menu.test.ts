import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Choice, chooseByText, foldLabel, numberMenu, readable, readToken } from './menu.ts';
import type { Menu } from './message.ts';

const MENU_ID = 'k3v9x0q2ab';

function menuOf(...labels: readonly string[]): Menu {
  return numberMenu(
    labels.map((label) => ({ label, commands: [{ do: 'show-catalog' }] })),
    12,
    MENU_ID,
  );
}

function chosen(menu: Menu, text: string): string | null {
  return chooseByText(menu, text)?.label ?? null;
}

describe('a customer who types what she would tap', () => {
  const products = menuOf('Polo de algodón', 'Gorra bordada', 'Medias');

  it.each([
    '2',
    '2️⃣',
    '２',
    '2.',
    '2)',
    ' 2 ',
    '#2',
    '*2*',
    '02',
    '②',
    'opción 2',
    'Opcion 2',
    'OPCIÓN 2.',
    'opção 2',
    'option 2',
    'la 2',
    'número 2',
    'number 2',
  ])('chooses the second option with "%s"', (text) => {
    expect(chosen(products, text)).toBe('Gorra bordada');
  });

  it.each(['4', '0', '22', '222', '2 y 3', '2,5', '2 gorras', 'dos opciones', '½', 'opción'])('chooses none with "%s"', (text) => {
    expect(chosen(products, text)).toBeNull();
  });

  it.each(['Gorra bordada', 'gorra bordada', 'GORRA BORDADA!', '  gorra   bordada 🧢', 'gorra-bordada'])(
    'may write the label as "%s"',
    (text) => {
      expect(chosen(products, text)).toBe('Gorra bordada');
    },
  );

  it('may use another word for the label, as long as it means one option only', () => {
    const colours = numberMenu(
      [
        { label: 'Plomo', synonyms: ['gris', 'grey'], commands: [{ do: 'show-catalog' }] },
        { label: 'Negro', synonyms: ['black', 'oscuro'], commands: [{ do: 'show-catalog' }] },
        { label: 'Azul', synonyms: ['oscuro'], commands: [{ do: 'show-catalog' }] },
      ],
      12,
      MENU_ID,
    );
    expect(chosen(colours, 'Gris')).toBe('Plomo');
    expect(chosen(colours, 'oscuro')).toBeNull();
  });

  it('names an option of a menu that is past only by its number or its whole label', () => {
    expect(chooseByText(products, 'gorra', 'whole labels')).toBeNull();
    expect(chooseByText(products, 'gorra bordada', 'whole labels')?.label).toBe('Gorra bordada');
    expect(chooseByText(products, '2', 'whole labels')?.label).toBe('Gorra bordada');
  });

  it('may leave out the accents, or write them apart', () => {
    expect(chosen(products, 'polo de algodon')).toBe('Polo de algodón');
    expect(chosen(products, 'Polo de algodo\u0301n')).toBe('Polo de algodón');
  });

  it('may begin a label that only one option has, from three letters on', () => {
    expect(chosen(products, 'gor')).toBe('Gorra bordada');
    expect(chosen(products, 'polo de')).toBe('Polo de algodón');
    expect(chosen(products, 'go')).toBeNull();
    expect(chosen(products, 'bordada')).toBeNull();
  });

  it('is not guessed at when two labels begin alike', () => {
    const views = menuOf('Ver catálogo', 'Ver mi pedido');
    expect(chosen(views, 'ver')).toBeNull();
    expect(chosen(views, 'ver m')).toBe('Ver mi pedido');
  });

  it('gets the shorter of two labels when she wrote it whole', () => {
    const polos = menuOf('Polo de bebé', 'Polo');
    expect(chosen(polos, 'polo')).toBe('Polo');
  });

  it('is asked again when two options are called the same', () => {
    expect(chosen(menuOf('Miraflores', 'Miraflores'), 'miraflores')).toBeNull();
  });

  it('may type a size that is a number and no number of the menu', () => {
    const shoes = menuOf('38', '39', '40');
    expect(chosen(shoes, '39')).toBe('39');
    expect(chosen(shoes, '2')).toBe('39');
  });

  it('does not get size 4 for typing 2 where the sizes are 2, 4 and 6', () => {
    const sizes = menuOf('2', '4', '6');
    expect(chosen(sizes, '2')).toBeNull();
    expect(chosen(sizes, '4')).toBe('4');
    expect(chosen(sizes, 'opción 2')).toBe('4');
  });

  it('chooses nothing with emoji or punctuation alone, not even from labels made of them', () => {
    const faces = menuOf('👍', 'Todavía no');
    for (const text of ['👍', '👎', '🙂', '...', '?', '']) expect(chosen(faces, text)).toBeNull();
    expect(chosen(faces, '1')).toBe('👍');
  });

  it('reads a long text as something else, quickly', () => {
    expect(chosen(products, 'gorra bordada '.repeat(10_000))).toBeNull();
  });

  it('finds every option by its number, whatever the labels say in words', () => {
    const label = fc.stringMatching(/^[a-zñáéíóú]{3,12}( [a-z]{2,8})?$/);
    fc.assert(
      fc.property(fc.uniqueArray(label, { minLength: 1, maxLength: 9 }), (labels) => {
        const menu = menuOf(...labels);
        for (const option of menu.options) expect(chooseByText(menu, String(option.number))).toBe(option);
      }),
    );
  });
});

describe('a menu', () => {
  const choices: readonly Choice[] = [
    { label: 'Polo', description: 'S/ 45.00', commands: [{ do: 'show-product', productId: 'polo' }] },
    { label: 'Confirmar', commands: [{ do: 'confirm' }], cartVersion: 3 },
    { label: 'Ver más', commands: [{ do: 'show-catalog', page: 1 }], last: true },
  ];
  const menu = numberMenu(choices, 40, MENU_ID);

  it('counts from one, and the way out is zero', () => {
    expect(menu.options.map(({ number, label }) => [number, label])).toEqual([
      [1, 'Polo'],
      [2, 'Confirmar'],
      [0, 'Ver más'],
    ]);
    expect(chosen(menu, '0')).toBe('Ver más');
  });

  it('keeps on the side of the shop what an option does', () => {
    expect(menu.options[0]).toEqual({
      number: 1,
      label: 'Polo',
      description: 'S/ 45.00',
      commands: [{ do: 'show-product', productId: 'polo' }],
      token: `14.${MENU_ID}.0`,
    });
    expect(menu.options[1]?.cartVersion).toBe(3);
    expect(menu.options[2]).not.toHaveProperty('last');
  });

  it('can be read whole where there are no buttons', () => {
    expect(readable({ kind: 'menu', rich: [{ t: 'Esto es ' }, { t: 'lo que tenemos', b: true }], menu })).toBe(
      'Esto es lo que tenemos\n\n1. Polo — S/ 45.00\n2. Confirmar\n0. Ver más',
    );
  });

  it('is what other messages are not: those read as their text, a link with its address', () => {
    const rich = [{ t: 'Link de pago' }];
    expect(readable({ kind: 'text', rich })).toBe('Link de pago');
    expect(readable({ kind: 'ask', rich, what: 'location' })).toBe('Link de pago');
    expect(readable({ kind: 'file', rich, file: { name: 'polo.png', alt: 'Polo' } })).toBe('Link de pago');
    expect(readable({ kind: 'link', rich, label: 'Pagar', url: 'http://127.0.0.1/p/1' })).toBe('Link de pago\nPagar: http://127.0.0.1/p/1');
  });
});

describe('the token of an option', () => {
  const anyMenuId = fc.stringMatching(/^[0-9a-z]{8,16}$/);

  it('comes back as the message, the menu and the option it was made for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_000_000_000 }), anyMenuId, fc.integer({ min: 1, max: 12 }), (n, menuId, size) => {
        const choices = Array.from({ length: size }, (_, index): Choice => ({ label: `Opción ${index}`, commands: [] }));
        for (const [index, option] of numberMenu(choices, n, menuId).options.entries())
          expect(readToken(option.token)).toEqual({ n, menuId, index });
      }),
    );
  });

  it('fits the 64 bytes of a Telegram button', () => {
    const [option] = numberMenu([{ label: 'Polo', commands: [] }], Number.MAX_SAFE_INTEGER, 'z'.repeat(16)).options;
    expect(Buffer.byteLength(option?.token ?? '')).toBeLessThanOrEqual(64);
  });

  it.each([
    '',
    '1',
    '1.2.3',
    `.${MENU_ID}.0`,
    `1.${MENU_ID}`,
    `1.${MENU_ID}.`,
    `1.${MENU_ID}.-1`,
    `1.${MENU_ID}.100`,
    `1.${MENU_ID}.0.0`,
    `1.${MENU_ID}.0\n`,
    ` 1.${MENU_ID}.0`,
    `-1.${MENU_ID}.0`,
    `1e9999999.${MENU_ID}.0`,
    `1.${MENU_ID.toUpperCase()}.0`,
    '1.__proto__.0',
    '1.constructor!.0',
    `1.${'a'.repeat(17)}.0`,
    `1.${MENU_ID}.٢`,
    `1/${MENU_ID}/0`,
    '9'.repeat(100_000),
  ])('is refused when somebody made it up: %j', (token) => {
    expect(readToken(token)).toBeNull();
  });

  it('never gives a number that cannot be an index, whatever is sent', () => {
    const nearly = fc
      .tuple(fc.string({ maxLength: 9 }), fc.string({ maxLength: 17 }), fc.string({ maxLength: 3 }))
      .map((parts) => parts.join('.'));
    fc.assert(
      fc.property(fc.oneof(fc.string(), nearly), (token) => {
        const parts = readToken(token);
        if (parts === null) return;
        expect(Number.isSafeInteger(parts.n) && parts.n >= 0).toBe(true);
        expect(Number.isInteger(parts.index) && parts.index >= 0 && parts.index < 100).toBe(true);
      }),
    );
  });
});

describe('a folded label', () => {
  it('is the same however it was typed', () => {
    expect(foldLabel('  ¡Guía   de TALLAS! 📏')).toBe('guia de tallas');
    expect(foldLabel('São João')).toBe('sao joao');
    expect(foldLabel('Ｐｏｌｏ')).toBe('polo');
  });

  it('folds no further when it is folded again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(foldLabel(foldLabel(text))).toBe(foldLabel(text));
      }),
    );
  });
});
