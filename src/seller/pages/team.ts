/** Who helps in this shop, a code for one more, and whether the shop takes orders. */
import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import { localDate } from '../../commerce/calendar.ts';
import { ROLES } from '../../conversation/staff-command.ts';
import type { Helper } from '../../decisions/staff.ts';
import { exportTexts } from '../exports/texts.ts';
import { type StaffDeps, whereOf } from '../staff/staff-desk.ts';
import { type StaffTexts, staffTexts } from '../staff/texts.ts';
import { frame, type Markup, type Setting } from './layout.ts';
import { dayWords, fill, whenWords } from './texts.ts';

/** What came of what she asked for: a code with its links, or words. */
type Said =
  | { readonly kind: 'code'; readonly name: string; readonly code: string }
  | { readonly kind: 'words'; readonly ok: boolean; readonly words: string };

/** Routes below `/seller/team`, inside the door. */
export function teamRoutes(deps: StaffDeps, setting: () => Setting): Hono {
  const routes = new Hono();
  const show = (context: Context, said: Said | null = null) =>
    context.html(teamPage(setting(), deps, said), said?.kind === 'words' && !said.ok ? 409 : 200);
  const problemOf = (problem: keyof StaffTexts['problems']): Said => ({
    kind: 'words',
    ok: false,
    words: staffTexts(setting().shop.language).problems[problem],
  });

  routes.get('/seller/team', (context) => show(context));
  routes.post('/seller/team/invite', async (context) => {
    const { name, role: written } = await context.req.parseBody();
    const role = ROLES.find((one) => one === written);
    if (typeof name !== 'string' || !role) return context.redirect('/seller/team', 303);
    const reply = await deps.actOnStaff({ do: 'invite-helper', name, role, language: null, by: 'page' });
    if (reply.problem) return show(context, problemOf(reply.problem));
    return show(context, { kind: 'code', name: name.trim(), code: reply.invited ?? '' });
  });
  routes.post('/seller/team/unlink', async (context) => {
    const { name } = await context.req.parseBody();
    if (typeof name !== 'string') return context.redirect('/seller/team', 303);
    const reply = await deps.actOnStaff({ do: 'unlink-helper', name, by: 'page' });
    if (reply.problem) return show(context, problemOf(reply.problem));
    return show(context, { kind: 'words', ok: true, words: fill(staffTexts(setting().shop.language).unlinked, { name }) });
  });
  routes.post('/seller/team/pause', async (context) => {
    const { paused } = await context.req.parseBody();
    await deps.actOnStaff({ do: 'pause-shop', paused: paused === 'yes', by: 'page' });
    return context.redirect('/seller/team', 303);
  });
  return routes;
}

function teamPage(setting: Setting, deps: StaffDeps, said: Said | null): Markup {
  const { page, roles } = staffTexts(setting.shop.language);
  const { helpers = [], paused = null } = deps.staff() ?? {};
  return frame(
    setting,
    'team',
    page.title,
    html`<h1>${page.title}</h1>
<p class="hint">${page.hint}</p>
${said === null ? '' : said.kind === 'code' ? codePanel(setting, deps, said) : html`<p class="${said.ok ? 'said' : 'refused'}" role="status">${said.words}</p>`}
<section class="panel shelf">${helpers.length === 0 ? html`<p class="calm">${page.nobody}</p>` : html`<ul>${helpers.map((helper) => helperRow(setting, helper))}</ul>`}</section>
<section class="panel actions team"><h2>${page.add}</h2>
<form method="post" action="/seller/team/invite">
<p><label for="team-name">${page.name}</label><input id="team-name" name="name" required maxlength="40" autocomplete="off"></p>
<p><label for="team-role">${page.role}</label><select id="team-role" name="role">${ROLES.map((role) => html`<option value="${role}">${roles[role]}</option>`)}</select></p>
<button class="pill main">${page.make}</button>
</form></section>
<section class="panel"><h2>${page.pauseTitle}</h2>
<p>${paused ? fill(page.pausedSince, { when: whenWords(setting.texts, paused.at, setting.now, setting.shop.timeZone) }) : page.open}</p>
<form method="post" action="/seller/team/pause"><input type="hidden" name="paused" value="${paused ? 'no' : 'yes'}"><button class="pill">${paused ? page.resume : page.pause}</button></form>
</section>`,
  );
}

function codePanel(setting: Setting, { invites }: StaffDeps, { name, code }: Extract<Said, { readonly kind: 'code' }>): Markup {
  const { page } = staffTexts(setting.shop.language);
  const names: Readonly<Record<string, string>> = exportTexts(setting.shop.language).channel;
  return html`<section class="panel" role="status"><h2>${fill(page.code, { name })}</h2>
<p class="teamcode"><code>${code}</code></p>
<p class="hint">${page.codeHint}</p>
<ul class="pills">${invites(code).map(({ channel, url }) => html`<li><a class="pill" href="${url}" rel="noreferrer">${names[channel] ?? channel}</a></li>`)}</ul>
</section>`;
}

function helperRow({ shop, texts }: Setting, { name, role, conversationId, since }: Helper): Markup {
  const { page } = staffTexts(shop.language);
  const facts = {
    role: staffTexts(shop.language).role[role],
    where: whereOf(conversationId, shop.language),
    day: dayWords(texts, localDate(Date.parse(since), shop.timeZone)),
  };
  return html`<li><div><b>${name}</b> <small>${fill(page.since, facts)}</small></div>
<form method="post" action="/seller/team/unlink"><input type="hidden" name="name" value="${name}"><button class="pill" aria-label="${fill(page.removeAbout, { name })}">${page.remove}</button></form></li>`;
}
