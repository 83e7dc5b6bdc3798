/**
 * The helpers of the shop: who may act in which chat. A chat is linked by a code that is used once; only its
 * digest is kept, so that nothing in the data links anybody. One small document, read by every decision that
 * has something to tell them.
 */
import type { Language } from '../commerce/catalog.ts';
import { CARRIED_CODE, makeCode } from '../conversation/code.ts';
import type { Role } from '../conversation/staff-command.ts';
import type { Draft } from './draft.ts';

export interface Helper {
  readonly conversationId: string;
  /** Stands in the history of orders as `chat:<name>`; a name is used once. */
  readonly name: string;
  readonly role: Role;
  readonly language: Language;
  /** UTC ISO instant. */
  readonly since: string;
  /** She tries the shop as a customer. */
  readonly shopping?: true;
  /** What her next text answers. */
  readonly doing?: Doing;
  /** Somebody writes to her from the shop's own telephone. ms since the epoch. */
  readonly asideUntil?: number;
}

/** `until`: ms since the epoch; later her text is a command again. */
export type Doing =
  | { readonly what: 'write'; readonly conversationId: string; readonly number: number | null; readonly until: number }
  | {
      readonly what: 'field';
      readonly number: number;
      readonly command: string;
      readonly written: Readonly<Record<string, string>>;
      readonly field: string;
      readonly until: number;
    };

export interface LinkCode {
  /** Digest of the code. */
  readonly digest: string;
  readonly name: string;
  readonly role: Role;
  /** null: the language of the chat it is used in. */
  readonly language: Language | null;
  /** ms since the epoch. */
  readonly until: number;
}

export interface Staff {
  readonly id: typeof STAFF;
  readonly helpers: readonly Helper[];
  readonly codes: readonly LinkCode[];
  /** The shop takes no new orders. `by`: as in the history of orders. */
  readonly paused: { readonly by: string; readonly at: string } | null;
}

/** Id of the one document. */
export const STAFF = 'staff';
/** How long a code may be used, in ms. */
export const CODE_MS = 10 * 60_000;
/** Characters of a name: it stands in the history of orders. */
export const LONGEST_NAME = 40;
/** Helpers of one shop: every one of them is told of every order. */
const MOST_HELPERS = 20;

export type StaffAction =
  /** `by`: 'page', 'terminal' or `chat:<helper>`. */
  | {
      readonly do: 'invite-helper';
      readonly name: string;
      readonly role: Role;
      readonly language: Language | null;
      readonly by: string;
    }
  | { readonly do: 'unlink-helper'; readonly name: string; readonly by: string }
  | { readonly do: 'pause-shop'; readonly paused: boolean; readonly by: string };

export interface StaffReply {
  readonly ok: true;
  readonly staff: Staff;
  /** Said once, and known to nobody afterwards. */
  readonly invited?: string;
  /** Nothing was done. */
  readonly problem?: StaffProblem;
}

export type StaffProblem = 'name-taken' | 'name-bad' | 'staff-full' | 'helper-not-found';

export function takeStaffAction(draft: Draft, action: StaffAction): StaffReply {
  switch (action.do) {
    case 'invite-helper':
      return invite(draft, action);
    case 'unlink-helper':
      return unlink(draft, action.name);
    case 'pause-shop':
      return { ok: true, staff: pause(draft, action.paused, action.by) };
  }
}

export function staffOf(draft: Draft): Staff {
  return draft.get('staff', STAFF) ?? { id: STAFF, helpers: [], codes: [], paused: null };
}

export function helperIn(draft: Draft, conversationId: string): Helper | null {
  return staffOf(draft).helpers.find((helper) => helper.conversationId === conversationId) ?? null;
}

export function putHelper(draft: Draft, helper: Helper): void {
  const staff = staffOf(draft);
  const helpers = staff.helpers.map((one) => (one.conversationId === helper.conversationId ? helper : one));
  draft.put('staff', STAFF, { ...staff, helpers });
}

/** As it stands in the history of what she did. */
export function whoIs({ name }: Pick<Helper, 'name'>): string {
  return `chat:${name}`;
}

function invite(draft: Draft, { name: written, role, language }: Extract<StaffAction, { readonly do: 'invite-helper' }>): StaffReply {
  const name = written.normalize('NFC').trim().replace(/\s+/g, ' ');
  const staff = staffOf(draft);
  if (name === '' || name.length > LONGEST_NAME || !/^[\p{L}\p{M}\p{N} .'-]+$/u.test(name)) return { ok: true, staff, problem: 'name-bad' };
  const { now, digest, newId } = draft.world;
  if (staff.helpers.some((helper) => sameName(helper.name, name))) return { ok: true, staff, problem: 'name-taken' };
  const open = staff.codes.filter((one) => one.until > now && !sameName(one.name, name));
  if (staff.helpers.length + open.length >= MOST_HELPERS) return { ok: true, staff, problem: 'staff-full' };
  const code = makeCode(newId, CARRIED_CODE);
  const invited: Staff = { ...staff, codes: [...open, { digest: digest(code), name, role, language, until: now + CODE_MS }] };
  draft.put('staff', STAFF, invited);
  return { ok: true, staff: invited, invited: code };
}

function unlink(draft: Draft, name: string): StaffReply {
  const staff = staffOf(draft);
  const helper = staff.helpers.find((one) => sameName(one.name, name));
  const code = staff.codes.find((one) => sameName(one.name, name));
  if (!helper && !code) return { ok: true, staff, problem: 'helper-not-found' };
  const left: Staff = {
    ...staff,
    helpers: staff.helpers.filter((one) => one !== helper),
    codes: staff.codes.filter((one) => one !== code),
  };
  draft.put('staff', STAFF, left);
  return { ok: true, staff: left };
}

function pause(draft: Draft, paused: boolean, by: string): Staff {
  const staff = staffOf(draft);
  if (paused === (staff.paused !== null)) return staff;
  const changed: Staff = { ...staff, paused: paused ? { by, at: draft.at } : null };
  draft.put('staff', STAFF, changed);
  return changed;
}

function sameName(one: string, other: string): boolean {
  return fold(one) === fold(other);
}

function fold(name: string): string {
  return name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();
}
