/**
 * Why a message was understood so, word by word, for engineers: what each word was read as, in the order
 * in which the grammar tries it. Made only when somebody looks at the trace.
 */
import { nameAt, optionNamesAt, placeAt, valueAt } from './naming.ts';
import { readQuantity } from './numbers.ts';
import { find, type Reading, spelling } from './reading.ts';
import { plain } from './text.ts';

/** One line per word or phrase: "rogos → rojos (corrected) → color rojo". */
export function explainWords(reading: Reading): string[] {
  const lines: string[] = [];
  let at = 0;
  while (at < reading.tokens.length) {
    const { meaning, to } = meaningAt(reading, at);
    const end = Math.max(to, at + 1);
    if (reading.tokens[at]?.kind !== 'sign') lines.push(`${spelling(reading, at, end)}${correction(reading, at, end)} → ${meaning}`);
    at = end;
  }
  return lines;
}

interface Meant {
  readonly meaning: string;
  readonly to: number;
}

function meaningAt(reading: Reading, at: number): Meant {
  if (reading.taken[at]) {
    let to = at;
    while (to < reading.tokens.length && reading.taken[to]) to++;
    return { meaning: 'a detail: address, name, telephone, money, day or hour', to };
  }
  return cueMeant(reading, at, 2) ?? thingMeant(reading, at) ?? cueMeant(reading, at, 1) ?? smallMeant(reading, at);
}

function thingMeant(reading: Reading, at: number): Meant | null {
  const value = valueAt(reading, at);
  const [owner] = value?.owners ?? [];
  const named = nameAt(reading, at);
  const quantity = readQuantity(reading, at);
  // "media docena": a number of several words is no name ("medias").
  if (quantity && ((!named && !value) || quantity.to - at > 1)) return { meaning: `quantity ${quantity.value}`, to: quantity.to };
  if (named) return { meaning: `product ${named.candidates.map(({ product }) => product.id).join(' or ')}`, to: named.to };
  if (value && owner) return { meaning: `${owner.option} ${owner.value}`, to: value.to };
  if (value) return { meaning: `${value.foreign}, which nothing here has`, to: value.to };
  const [option] = optionNamesAt(reading, at);
  if (option !== undefined) return { meaning: `the option ${option}`, to: at + 1 };
  const place = placeAt(reading, at);
  return place ? { meaning: `district ${place.place.district}`, to: place.to } : null;
}

/** The longest cue of at least so many words. */
function cueMeant(reading: Reading, at: number, words: number): Meant | null {
  const cues = (reading.activeAt[at] ?? []).filter(({ to }) => to - at >= words);
  const to = Math.max(0, ...cues.map((cue) => cue.to));
  const names = cues.flatMap((cue) => (cue.to === to && cue.meaning.is === 'cue' ? [cue.meaning.cue] : []));
  return names.length > 0 ? { meaning: names.join(', '), to } : null;
}

function smallMeant(reading: Reading, at: number): Meant {
  const method = find(reading, at, 'method');
  if (method) return { meaning: `way to pay ${method.meaning.method}`, to: method.to };
  return { meaning: find(reading, at, 'filler') ? 'nothing' : 'unknown', to: at + 1 };
}

function correction(reading: Reading, from: number, to: number): string {
  const words = reading.tokens.slice(from, to);
  const isCorrected = words.some(({ raw, key, kind }) => kind === 'word' && plain(raw) !== key);
  return isCorrected ? ` → ${words.map(({ key }) => key).join(' ')} (corrected)` : '';
}
