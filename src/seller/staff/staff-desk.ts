/**
 * The desk at which the team is made, listed and unmade, for an open and for a closed shop. A code is said once,
 * as the first line, and known to nobody afterwards.
 */
import { z } from 'zod';
import type { Language } from '../../commerce/catalog.ts';
import { ROLES } from '../../conversation/staff-command.ts';
import type { Staff, StaffAction, StaffReply } from '../../decisions/staff.ts';
import type { Told } from '../desk/order-desk.ts';
import { exportTexts } from '../exports/texts.ts';
import { fill } from '../pages/texts.ts';
import { staffTexts } from './texts.ts';

export interface StaffDeps {
  readonly staff: () => Staff | undefined;
  /** Resolves when it is on disk. */
  readonly actOnStaff: (action: StaffAction) => Promise<StaffReply>;
  /** Links that open a chat of the shop with these words ready, by channel. */
  readonly invites: (words: string) => readonly { readonly channel: string; readonly url: string }[];
}

export const staffAskedSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('link'), role: z.string(), name: z.string(), language: z.enum(['es', 'pt', 'en']).nullable() }),
  z.object({ do: z.literal('list') }),
  z.object({ do: z.literal('unlink'), name: z.string() }),
]);
/** As it was written on the terminal. */
export type StaffAsked = z.output<typeof staffAskedSchema>;

/** `by`: 'page', 'terminal'. */
export async function atStaffDesk(deps: StaffDeps, asked: StaffAsked, language: Language, by: string): Promise<Told> {
  switch (asked.do) {
    case 'link':
      return link(deps, asked, language, by);
    case 'list':
      return { ok: true, lines: rowsOf(deps.staff(), language) };
    case 'unlink': {
      const reply = await deps.actOnStaff({ do: 'unlink-helper', name: asked.name, by });
      if (reply.problem) return refused(staffTexts(language).problems[reply.problem]);
      return { ok: true, lines: [fill(staffTexts(language).unlinked, { name: asked.name })] };
    }
  }
}

async function link(deps: StaffDeps, asked: Extract<StaffAsked, { do: 'link' }>, language: Language, by: string): Promise<Told> {
  const texts = staffTexts(language);
  const role = ROLES.find((one) => one === asked.role);
  if (!role) return refused(fill(texts.badRole, { role: asked.role }));
  const reply = await deps.actOnStaff({ do: 'invite-helper', name: asked.name, role, language: asked.language, by });
  if (reply.invited === undefined) return refused(reply.problem ? staffTexts(language).problems[reply.problem] : '');
  const names: Readonly<Record<string, string>> = exportTexts(language).channel;
  const links = deps.invites(reply.invited).map(({ channel, url }) => fill(texts.link, { channel: names[channel] ?? channel, url }));
  return { ok: true, lines: [reply.invited, fill(texts.made, { name: asked.name.trim(), role: texts.role[role] }), ...links] };
}

function rowsOf(staff: Staff | undefined, language: Language): readonly string[] {
  const texts = staffTexts(language);
  const { helpers = [], codes = [], paused = null } = staff ?? {};
  const { role: roles } = texts;
  const rows = helpers.map(({ name, role, conversationId, since }) =>
    fill(texts.row, { name, role: roles[role], where: whereOf(conversationId, language), day: since.slice(0, 10) }),
  );
  const waiting = codes.map(({ name, role }) => fill(texts.waiting, { name, role: roles[role] }));
  const pause = paused ? [fill(texts.paused, { day: paused.at.slice(0, 10) })] : [];
  return rows.length + waiting.length === 0 ? [texts.none, ...pause] : [...rows, ...waiting, ...pause];
}

/** "Telegram". */
export function whereOf(conversationId: string, language: Language): string {
  const channel = conversationId.slice(0, conversationId.indexOf(':'));
  const names: Readonly<Record<string, string>> = exportTexts(language).channel;
  return names[channel] ?? channel;
}

function refused(line: string): Told {
  return { ok: false, lines: [line] };
}
