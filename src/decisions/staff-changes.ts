/**
 * Helpers are invited and let go, and the shop paused. A chat is linked by a code that is used once; only its
 * digest is kept, so that nothing in the data links anybody.
 */

import { CARRIED_CODE, makeCode } from '../conversation/code.ts';
import type { Draft } from './draft.ts';
import { STAFF, type Staff, type StaffAction, type StaffReply } from './staff.ts';
import { staffOf } from './who-helps.ts';

/** How long a code may be used, in ms. */
const CODE_MS = 10 * 60_000;
/** Characters of a name: it stands in the history of orders. */
export const LONGEST_NAME = 40;
/** Helpers of one shop: every one of them is told of every order. */
const MOST_HELPERS = 20;

export function takeStaffAction(draft: Draft, action: StaffAction): StaffReply {
  switch (action.do) {
    case 'invite-helper':
      return invite(draft, action);
    case 'unlink-helper':
      return unlink(draft, action.name);
    case 'pause-shop':
      return { ok: true, staff: pause(draft, action) };
  }
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

/** One that has no end may be given one, or lose it. */
function pause(draft: Draft, { paused, by, until }: Extract<StaffAction, { readonly do: 'pause-shop' }>): Staff {
  const staff = staffOf(draft);
  if (paused === (staff.paused !== null) && staff.paused?.until === until) return staff;
  const changed: Staff = { ...staff, paused: paused ? { by, at: draft.at, ...(until !== undefined && { until }) } : null };
  draft.put('staff', STAFF, changed);
  return changed;
}

function sameName(one: string, other: string): boolean {
  return fold(one) === fold(other);
}

function fold(name: string): string {
  return name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();
}
