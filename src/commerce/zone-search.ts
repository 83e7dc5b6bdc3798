/**
 * Finding the delivery zone in what a customer wrote: "surco", "S. Juan de Miraflores", "sjl", "mirflores",
 * "Av. Larco 345, Miraflores". A zone decides what is charged, so a name that could be two districts is
 * answered with both, and one that only resembles a district must resemble no other as much.
 */
import { differences, matches, type Word, wordsOf } from './place-words.ts';
import { type DeliveryPolicy, servedZones, type Zone } from './zone.ts';

export interface District {
  readonly zone: Zone;
  /** As the shop writes it. */
  readonly district: string;
}

export type ZoneSearch =
  | ({ readonly kind: 'zone' } & District)
  | { readonly kind: 'several'; readonly candidates: readonly District[] }
  | { readonly kind: 'none' };

/** `text`: a district as typed, or a longer text that names one. */
export function findZone(policy: DeliveryPolicy, text: string): ZoneSearch {
  const typed = wordsOf(text);
  if (typed.length === 0) return { kind: 'none' };
  const forms = formsOf(policy);
  for (const search of SEARCHES) {
    const candidates = [...new Set(search(forms, typed).map((form) => form.place))];
    if (candidates.length > 1) return { kind: 'several', candidates };
    if (candidates[0]) return { kind: 'zone', ...candidates[0] };
  }
  return { kind: 'none' };
}

/** A name or alias of a district, in words. */
interface Form {
  /** The same object for all forms of a district. */
  readonly place: District;
  readonly words: readonly string[];
  /** First letters of all words, and of those that count: "ves", "sjm". */
  readonly initials: readonly string[];
  /** Run together: the words that count, and all of them. */
  readonly letters: readonly string[];
  /** Letters of the words that count. */
  readonly length: number;
}

const formsByPolicy = new WeakMap<DeliveryPolicy, readonly Form[]>();

function formsOf(policy: DeliveryPolicy): readonly Form[] {
  const known = formsByPolicy.get(policy);
  if (known) return known;
  const forms = servedZones(policy).flatMap((zone) =>
    zone.districts.flatMap(({ name, aliases }) => {
      const place = { zone, district: name };
      return [name, ...aliases].map((form): Form => {
        const words = wordsOf(form);
        const counting = words.map((word) => word.text);
        const all = words.flatMap((word) => [...word.dropped, word.text]);
        return {
          place,
          words: counting,
          initials: [counting, all].map((texts) => texts.map((text) => text[0]).join('')),
          letters: [...new Set([counting.join(''), all.join('')])],
          length: counting.join('').length,
        };
      });
    }),
  );
  formsByPolicy.set(policy, forms);
  return forms;
}

type Search = (forms: readonly Form[], typed: readonly Word[]) => readonly Form[];

/** From the surest to the boldest; the first that finds something decides. */
const SEARCHES: readonly Search[] = [wholeName, nameInside, initials, partOfName, misspelt];

function wholeName(forms: readonly Form[], typed: readonly Word[]): readonly Form[] {
  return forms.filter((form) => form.words.length === typed.length && runsAt(form.words, typed, 0));
}

/**
 * "av larco 345 miraflores": a name within a longer one ("San Juan de Miraflores", also misspelt) and a
 * street's name do not count.
 */
function nameInside(forms: readonly Form[], typed: readonly Word[]): readonly Form[] {
  const found = forms.filter((form) => typed.some((_, at) => runsAt(form.words, typed, at) && !isStreet(typed, at)));
  return found
    .filter((form) => longerThan(form, found).length === 0)
    .flatMap((form) => {
      const longer = longerThan(form, forms).filter((other) => distanceTo(other, typed) <= allowedDifferences(other, typed));
      return longer.length > 0 ? longer : [form];
    });
}

/** Forms that have all the words of this one and more. */
function longerThan(form: Form, forms: readonly Form[]): readonly Form[] {
  return forms.filter((other) => other.words.length > form.words.length && form.words.every((word) => other.words.includes(word)));
}

/** Shortest initials that mean a district: two letters mean too much else. */
const SHORTEST_INITIALS = 3;

function initials(forms: readonly Form[], typed: readonly Word[]): readonly Form[] {
  const [word] = typed;
  if (!word || typed.length > 1 || word.text.length < SHORTEST_INITIALS) return [];
  return forms.filter((form) => form.initials.includes(word.text));
}

/** Letters that make a part of a name enough: "surco" is, "san" is not. */
const SHORTEST_PART = 4;

/** "surco" for "Santiago de Surco", also after words that lead to a place ("vivo en surco"). */
function partOfName(forms: readonly Form[], typed: readonly Word[]): readonly Form[] {
  const starts = typed.flatMap((word, at) => (at === 0 || word.dropped.some((text) => LEADS_TO_PLACE.has(text)) ? [at] : []));
  for (const at of starts) {
    const part = typed.slice(at);
    const isEnough = part.reduce((sum, word) => sum + word.text.length, 0) >= SHORTEST_PART;
    const found = isEnough ? forms.filter((form) => isPart(part, form.words)) : [];
    if (found.length > 0) return found;
  }
  return [];
}

const LEADS_TO_PLACE = new Set(['a', 'en', 'para', 'hasta', 'por', 'de', 'em', 'no', 'na', 'in', 'to', 'at']);

function isPart(part: readonly Word[], name: readonly string[]): boolean {
  return name.some((_, at) => part.length <= name.length - at && runsAt(name.slice(at, at + part.length), part, 0));
}

/** Beyond this a text is no place, and comparing every word of it would take longer than a turn may. */
const MOST_WORDS_MISSPELT = 30;
/** In a text longer than this only long names are recognised by resemblance. */
const FEW_WORDS = 3;
/** Letters of a name in which two mistakes are forgiven, and of one in which one is. */
const LONG_NAME = 8;
const SHORTEST_MISSPELT = 5;

/** "mirflores", "sanisidro", "mira flores": the names that differ least, where that is little enough. */
function misspelt(forms: readonly Form[], typed: readonly Word[]): readonly Form[] {
  let least = Number.POSITIVE_INFINITY;
  let found: Form[] = [];
  for (const form of forms) {
    const distance = distanceTo(form, typed);
    if (distance > allowedDifferences(form, typed) || distance > least) continue;
    if (distance < least) found = [];
    least = distance;
    found.push(form);
  }
  return found;
}

/** Letters in which a run of typed words differs from a name at the least; infinite where it is too much or no place. */
function distanceTo(form: Form, typed: readonly Word[]): number {
  if (typed.length > MOST_WORDS_MISSPELT) return Number.POSITIVE_INFINITY;
  const allowed = allowedDifferences(form, typed);
  let least = Number.POSITIVE_INFINITY;
  for (const run of runsLike(form, typed)) {
    for (const letters of form.letters) {
      const distance = differences(run, letters, allowed);
      if (distance <= allowed && distance < least) least = distance;
    }
  }
  return least;
}

/** Runs of about as many typed words as the name has, run together; a street's name is none. */
function runsLike(form: Form, typed: readonly Word[]): readonly string[] {
  return [form.words.length - 1, form.words.length, form.words.length + 1].flatMap((size) => runsOf(typed, size));
}

const runsByText = new WeakMap<readonly Word[], Map<number, readonly string[]>>();

/** Kept per text, because every name of the shop is compared with the same runs. */
function runsOf(typed: readonly Word[], size: number): readonly string[] {
  const known = runsByText.get(typed) ?? new Map<number, readonly string[]>();
  runsByText.set(typed, known);
  let runs = known.get(size);
  if (!runs) {
    runs = [];
    if (size > 0 && size <= typed.length) {
      runs = typed.slice(0, typed.length - size + 1).flatMap((_, at) => {
        const run = typed.slice(at, at + size).map((word) => word.text);
        return isStreet(typed, at) || run.some((text) => STREETS.has(text)) ? [] : [run.join('')];
      });
    }
    known.set(size, runs);
  }
  return runs;
}

/** Typing mistakes that are forgiven: none in a short word, two in a long one. */
function allowedDifferences(form: Form, typed: readonly Word[]): number {
  if (form.length >= LONG_NAME) return 2;
  return form.length >= SHORTEST_MISSPELT && typed.length <= FEW_WORDS ? 1 : 0;
}

/** "Av. Miraflores 123" is a street of any district. */
function isStreet(typed: readonly Word[], at: number): boolean {
  return STREETS.has(typed[at - 1]?.text ?? '');
}

const STREETS = new Set(
  'av avda avenida ave calle cl jr jiron pasaje psje pje prolongacion prol carretera alameda malecon boulevard blvd rua r travessa estrada rodovia street st avenue'.split(
    ' ',
  ),
);

/** Whether the words of a name stand in what was typed, from a word on. */
function runsAt(name: readonly string[], typed: readonly Word[], at: number): boolean {
  return name.every((text, index) => {
    const word = typed[at + index];
    return word !== undefined && matches(word, text);
  });
}
