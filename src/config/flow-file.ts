/**
 * `flows/<id>.yaml`: one flow as a seller wrote it, step by step. Whether its steps lead anywhere is
 * checked in `flow-graph.ts`, over all flows together.
 */
import { ACTIONS, CONDITIONS, type Flow, type FlowOption, type FlowStep, SLOT_TYPES } from '../conversation/flow/flow.ts';
import { MENU_SIZE } from '../conversation/menu.ts';
import { fromText, line, listOf, plainId, slug, wordOf, yesNo } from './fields.ts';
import { nearest } from './nearest.ts';
import { addProblem, childOf, childrenOf, itemsOf, type Place, type Report, readFields, requiredChild } from './place.ts';

const MOST_STEPS = 100;
const MOST_STARTS = 100;

/** `checkout.ask-phone`, `nav.old_menu`. */
const TEXT_KEY = /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/;

const textKey = fromText<string>((text) => (TEXT_KEY.test(text) ? { value: text } : { what: 'bad-text-key', facts: { value: text } }));
const slotName = fromText<string>((text) =>
  /^[a-z][a-z0-9_-]{0,29}$/.test(text) ? { value: text } : { what: 'bad-slot', facts: { value: text } },
);
/** A step of this flow, or `flow:<id>`. */
export const TARGET = /^(flow:)?[a-z0-9]+(-[a-z0-9]+)*$/;

const target = fromText<string>((text) => (TARGET.test(text) ? { value: text } : { what: 'bad-target', facts: { value: text } }));

const HEAD = { flow: plainId, title: line(80), starts: listOf(line(60), 0, MOST_STARTS).optional() };
const id = plainId.optional();
const OPTION = { id: plainId, text: textKey, go: target };

/** The word that makes a step what it is, with everything such a step may have. */
const STEPS = {
  say: { id, say: textKey },
  ask: { id, ask: slotName, type: wordOf(SLOT_TYPES).optional(), text: textKey, optional: yesNo.optional() },
  choose: { id, choose: textKey },
  do: { id, do: wordOf(ACTIONS) },
  // biome-ignore lint/suspicious/noThenProperty: the word of the flow language; a schema, never awaited.
  when: { id, when: wordOf(CONDITIONS), then: target, otherwise: target.optional() },
  go: { id, go: target },
  end: { id, end: yesNo },
} as const;

type StepKind = keyof typeof STEPS;
const STEP_KINDS = Object.keys(STEPS) as StepKind[];

/** A flow with the places of its steps, for what is checked later. */
export interface ReadFlow {
  readonly flow: Flow;
  readonly at: Place;
  readonly steps: readonly Place[];
  /** Some step could not be read: where the others lead cannot be judged. */
  readonly partial: boolean;
}

/** `name`: of the file, without `.yaml`; the flow must be called the same. */
export function readFlow(report: Report, at: Place, name: string): ReadFlow | null {
  const before = report.problems.length;
  const { found } = readFields(report, at, HEAD, ['steps']);
  if (found.flow !== undefined && found.flow !== name)
    addProblem(report, childOf(at, 'flow') ?? at, 'flow-not-file', { value: found.flow, name });
  const list = requiredChild(report, at, 'steps');
  if (!list) return null;
  if (list.node.kind !== 'list') addProblem(report, list, 'expected-list');
  else if (list.node.items.length === 0) addProblem(report, list, 'empty-list');
  else if (list.node.items.length > MOST_STEPS) addProblem(report, list, 'too-many', { most: MOST_STEPS });
  const places = itemsOf(list);
  const steps = places.map((place, index) => readStep(report, place, `s${index + 1}`)).filter((step) => step !== null);
  refuseRepeatedIds(report, places, steps);
  const flow: Flow = { id: name, title: found.title ?? '', starts: found.starts ?? [], steps };
  return { flow, at, steps: places, partial: report.problems.length > before };
}

function readStep(report: Report, at: Place, defaultId: string): FlowStep | null {
  if (at.node.kind === 'text' && at.node.text === 'end') return { id: defaultId, kind: 'end' };
  if (at.node.kind !== 'map') {
    addProblem(report, at, 'step-unreadable', { known: STEP_KINDS.join(', ') });
    return null;
  }
  const keys = childrenOf(at).map(([key]) => key);
  const [kind, second] = STEP_KINDS.filter((candidate) => keys.includes(candidate));
  if (!kind) {
    const meant = keys.map((key) => nearest(key, STEP_KINDS)).find((found) => found !== null);
    if (meant) addProblem(report, at, 'step-kind-nearest', { value: keys.join(', '), nearest: meant }, [...at.path, meant]);
    else addProblem(report, at, 'step-unreadable', { known: STEP_KINDS.join(', ') });
    return null;
  }
  if (second) {
    addProblem(report, at, 'step-two-kinds', { first: kind, second });
    return null;
  }
  return readKind(report, at, kind, defaultId);
}

function readKind(report: Report, at: Place, kind: StepKind, defaultId: string): FlowStep | null {
  switch (kind) {
    case 'say': {
      const { whole } = readFields(report, at, STEPS.say);
      return whole && { id: whole.id ?? defaultId, kind, text: whole.say };
    }
    case 'ask': {
      const { whole } = readFields(report, at, STEPS.ask);
      if (!whole) return null;
      return {
        id: whole.id ?? defaultId,
        kind,
        slot: whole.ask,
        type: whole.type ?? 'text',
        text: whole.text,
        optional: whole.optional ?? false,
      };
    }
    case 'choose': {
      const { whole } = readFields(report, at, STEPS.choose, ['options']);
      const options = readFlowOptions(report, at);
      return whole && { id: whole.id ?? defaultId, kind, text: whole.choose, options };
    }
    case 'do': {
      const { whole } = readFields(report, at, STEPS.do);
      return whole && { id: whole.id ?? defaultId, kind, action: whole.do };
    }
    case 'when': {
      const { whole } = readFields(report, at, STEPS.when);
      return whole && { id: whole.id ?? defaultId, kind, condition: whole.when, ifTrue: whole.then, ifFalse: whole.otherwise ?? null };
    }
    case 'go': {
      const { whole } = readFields(report, at, STEPS.go);
      return whole && { id: whole.id ?? defaultId, kind, to: whole.go };
    }
    case 'end': {
      const { whole } = readFields(report, at, STEPS.end);
      return whole && { id: whole.id ?? defaultId, kind };
    }
  }
}

function readFlowOptions(report: Report, step: Place): readonly FlowOption[] {
  const list = requiredChild(report, step, 'options');
  if (!list) return [];
  if (list.node.kind !== 'list') addProblem(report, list, 'expected-list');
  else if (list.node.items.length === 0) addProblem(report, list, 'empty-list');
  else if (list.node.items.length > MENU_SIZE) addProblem(report, list, 'too-many', { most: MENU_SIZE });
  const options: FlowOption[] = [];
  for (const item of itemsOf(list)) {
    const { whole } = readFields(report, item, OPTION);
    if (!whole) continue;
    if (options.some((option) => option.id === whole.id)) addProblem(report, childOf(item, 'id') ?? item, 'repeated', { value: whole.id });
    options.push(whole);
  }
  return options;
}

function refuseRepeatedIds(report: Report, places: readonly Place[], steps: readonly FlowStep[]): void {
  const given = new Set<string>();
  for (const place of places) {
    const at = childOf(place, 'id');
    if (at?.node.kind !== 'text') continue;
    const value = at.node.text.trim();
    if (given.has(value)) addProblem(report, at, 'repeated', { value });
    given.add(value);
    const byItself = places.findIndex((other, index) => `s${index + 1}` === value && !childOf(other, 'id'));
    if (byItself >= 0 && steps.some(({ id }) => id === value)) addProblem(report, at, 'step-id-taken', { value });
  }
}

/** A phrase must start one flow only. */
export function refuseSharedStarts(report: Report, flows: readonly ReadFlow[]): void {
  const owner = new Map<string, string>();
  for (const { flow, at } of flows) {
    const list = childOf(at, 'starts');
    for (const item of list ? itemsOf(list) : []) {
      const phrase = item.node.kind === 'text' ? slug(item.node.text) : '';
      const other = owner.get(phrase);
      if (other === undefined) owner.set(phrase, flow.id);
      else if (other !== flow.id) addProblem(report, item, 'start-taken', { value: phrase, other });
    }
  }
}
