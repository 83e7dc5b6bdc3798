/**
 * Where the steps of the flows lead: every target exists, every step can be reached, no flow goes round
 * without ever asking something or without an end.
 */
import type { ActionName, Flow, FlowStep } from '../conversation/flow/flow.ts';
import { type ReadFlow, TARGET } from './flow-file.ts';
import { nearest } from './nearest.ts';
import { addProblem, childOf, itemsOf, type Place, type Report } from './place.ts';

/** `flow/step`, or `END`. */
type NodeName = string;

/** Where a flow is over: an `end` step, or nothing after the last one. */
const END: NodeName = '';

/** Actions that leave the turn to the customer while something is missing. */
const WAITING_ACTIONS: readonly ActionName[] = ['ask-missing', 'summary'];

export function checkFlowGraph(report: Report, flows: readonly ReadFlow[]): void {
  const before = report.problems.length;
  for (const read of flows) refuseMissingTargets(report, read, flows);
  if (report.problems.length > before || flows.some(({ partial }) => partial)) return;
  const next = nextOfAll(flows.map(({ flow }) => flow));
  for (const read of flows) {
    const unreachable = refuseUnreachable(report, read, next);
    refuseEndless(report, read, next, unreachable);
  }
}

type Next = ReadonlyMap<NodeName, readonly NodeName[]>;

/** What may follow each step. */
function nextOfAll(flows: readonly Flow[]): Next {
  const firstOf = new Map(flows.map((flow) => [flow.id, flow.steps[0]?.id ?? '']));
  const next = new Map<NodeName, readonly NodeName[]>();
  for (const flow of flows) {
    for (const [index, step] of flow.steps.entries()) {
      const following = flow.steps[index + 1]?.id;
      const targets = targetsOf(step, following).map((target) => {
        if (target === END) return END;
        const other = otherFlow(target);
        return other === null ? `${flow.id}/${target}` : `${other}/${firstOf.get(other)}`;
      });
      next.set(`${flow.id}/${step.id}`, targets);
    }
  }
  return next;
}

function targetsOf(step: FlowStep, following: string | undefined): readonly string[] {
  const after = [following ?? END];
  switch (step.kind) {
    case 'say':
    case 'ask':
    case 'do':
      return after;
    case 'choose':
      return step.options.map((option) => option.go);
    case 'when':
      return [step.ifTrue, ...(step.ifFalse === null ? after : [step.ifFalse])];
    case 'go':
      return [step.to];
    case 'end':
      return [END];
  }
}

function otherFlow(target: string): string | null {
  return target.startsWith('flow:') ? target.slice('flow:'.length) : null;
}

function refuseMissingTargets(report: Report, read: ReadFlow, flows: readonly ReadFlow[]): void {
  const stepIds = read.steps.map((place, index) => givenId(place) ?? `s${index + 1}`);
  const flowNames = flows.map(({ flow }) => `flow:${flow.id}`);
  for (const place of read.steps) {
    const options = childOf(place, 'options');
    const holders = [place, ...(options ? itemsOf(options) : [])];
    for (const at of holders.flatMap((holder) => ['go', 'then', 'otherwise'].map((key) => childOf(holder, key)))) {
      if (at?.node.kind !== 'text') continue;
      const value = at.node.text.trim();
      const known = otherFlow(value) === null ? stepIds : flowNames;
      if (!TARGET.test(value) || known.includes(value)) continue;
      const meant = nearest(value, known);
      if (meant === null) addProblem(report, at, 'target-missing', { value, known: known.join(', ') });
      else addProblem(report, at, 'target-missing-nearest', { value, nearest: meant });
    }
  }
}

function givenId(place: Place): string | null {
  const node = childOf(place, 'id')?.node;
  return node?.kind === 'text' ? node.text.trim() : null;
}

function refuseUnreachable(report: Report, { flow, at, steps }: ReadFlow, next: Next): ReadonlySet<NodeName> {
  const reached = reachableFrom(next, `${flow.id}/${flow.steps[0]?.id ?? ''}`);
  const unreachable = new Set<NodeName>();
  for (const [index, step] of flow.steps.entries()) {
    const name = `${flow.id}/${step.id}`;
    if (reached.has(name)) continue;
    unreachable.add(name);
    addProblem(report, steps[index] ?? at, 'step-unreachable', { step: step.id });
  }
  return unreachable;
}

/** Told once a flow, at the first step of it from which there is no way on. */
function refuseEndless(report: Report, { flow, at, steps }: ReadFlow, next: Next, unreachable: ReadonlySet<NodeName>): void {
  const waits = new Set(flow.steps.filter(waitsForCustomer).map((step) => `${flow.id}/${step.id}`));
  for (const [index, step] of flow.steps.entries()) {
    const name = `${flow.id}/${step.id}`;
    if (unreachable.has(name)) continue;
    const place = steps[index] ?? at;
    if (!reachableFrom(next, name).has(END)) {
      return addProblem(report, place, 'flow-never-ends', { step: step.id });
    }
    if (comesBackUnasked(next, name, waits)) return addProblem(report, place, 'flow-in-circles', { step: step.id });
  }
}

/** An `ask` whose answer is already known asks nothing, so it does not break a circle. */
function waitsForCustomer(step: FlowStep): boolean {
  return step.kind === 'choose' || (step.kind === 'do' && WAITING_ACTIONS.includes(step.action));
}

function comesBackUnasked(next: Next, start: NodeName, waits: ReadonlySet<NodeName>): boolean {
  if (waits.has(start)) return false;
  const unasked = new Map([...next].map(([node, targets]) => [node, waits.has(node) ? [] : targets]));
  return (unasked.get(start) ?? []).some((node) => reachableFrom(unasked, node).has(start));
}

function reachableFrom(next: Next, start: NodeName): ReadonlySet<NodeName> {
  const reached = new Set<NodeName>();
  const open = [start];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (reached.has(node)) continue;
    reached.add(node);
    open.push(...(next.get(node) ?? []));
  }
  return reached;
}
