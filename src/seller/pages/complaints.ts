/** The complaints book on a page: each complaint with the day by which it is answered, and a box to answer it. */
import { html } from 'hono/html';
import { type Complaint, sheetNumber } from '../../commerce/complaint.ts';
import { type ComplaintDeps, complaintRows, factsOf, type Standing, standingOf } from '../desk/complaint-desk.ts';
import type { Told } from '../desk/order-desk.ts';
import { deskTexts } from '../desk/texts.ts';
import { csvOf } from '../exports/csv.ts';
import type { Column, Value } from '../exports/table.ts';
import { frame, type Markup, type Setting, state, type Tone, time } from './layout.ts';
import { fill } from './texts.ts';
import { conversationPath } from './today.ts';

const TONES: Readonly<Record<Standing, Tone>> = { open: 'work', late: 'alarm', answered: 'done' };

/** `said`: what came of an answer just given. */
export function complaintsPage(setting: Setting, deps: ComplaintDeps, said: Told | null = null): Markup {
  const words = deskTexts(setting.shop.language).complaints;
  const rows = complaintRows(deps);
  return frame(
    setting,
    'complaints',
    words.title,
    html`<h1>${words.title}</h1>
<p class="hint">${words.hint}</p>
${said === null ? '' : said.lines.map((line) => html`<p class="${said.ok ? 'said' : 'refused'}" role="status">${line}</p>`)}
${rows.length === 0 ? html`<section class="panel first"><p>${words.none}</p></section>` : html`<p><a class="pill" href="/seller/complaints.csv">${words.download}</a></p>${rows.map((complaint) => card(setting, deps, complaint))}`}`,
  );
}

function card(setting: Setting, deps: ComplaintDeps, complaint: Complaint): Markup {
  const words = deskTexts(setting.shop.language).complaints;
  const standing = standingOf(complaint, deps);
  const sheet = sheetNumber(complaint, setting.shop.timeZone);
  return html`<section class="panel" id="complaint-${complaint.id}">
<h2>${words.kind[complaint.kind]} ${sheet} ${state(TONES[standing], words.standing[standing])}</h2>
<p class="calm">${time(setting, complaint.at)} · ${fill(words.due, { due: complaint.dueOn })}</p>
<dl class="facts">${factsOf(complaint, setting.shop.language).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
${complaint.answer ? '' : answerForm(setting, complaint)}
</section>`;
}

function answerForm(setting: Setting, { id, conversationId }: Complaint): Markup {
  const words = deskTexts(setting.shop.language).complaints;
  return html`<form method="post" action="/seller/complaints"><input type="hidden" name="complaint" value="${id}">
<p><label for="answer-${id}">${words.facts.answer}</label><textarea id="answer-${id}" name="answer" rows="4" required></textarea></p>
<button>${words.send}</button> <a class="pill" href="${conversationPath(conversationId)}">${setting.texts.alert.conversation}</a></form>`;
}

/** The whole book as a spreadsheet opens it. */
export function complaintsCsv(deps: ComplaintDeps): AsyncGenerator<Uint8Array> {
  const { country, timeZone, language } = deps.shop();
  const { facts, columns, title, kind } = deskTexts(language).complaints;
  const list: readonly Column[] = [
    { key: 'sheet', header: columns.sheet, kind: 'text', width: 14 },
    { key: 'at', header: columns.at, kind: 'datetime', width: 18 },
    { key: 'due', header: columns.due, kind: 'date', width: 12 },
    { key: 'kind', header: columns.kind, kind: 'choice', width: 12, words: kind },
    ...(['name', 'document', 'phone', 'address', 'email', 'order', 'detail', 'wanted', 'answer'] as const).map(
      (key): Column => ({ key, header: facts[key], kind: 'text', width: 30 }),
    ),
    { key: 'answered_at', header: columns.answeredAt, kind: 'datetime', width: 18 },
  ];
  return csvOf({ name: title, country, timeZone, columns: list, rows: csvRows(deps) });
}

async function* csvRows(deps: ComplaintDeps): AsyncGenerator<readonly Value[]> {
  for (const complaint of complaintRows(deps).toSorted((a, b) => a.number - b.number)) {
    const { person, at, dueOn, kind, orderId, detail, wanted, answer } = complaint;
    const { name, document, phone, address, email } = person;
    const sheet = sheetNumber(complaint, deps.shop().timeZone);
    yield [
      sheet,
      at,
      dueOn,
      kind,
      name,
      document,
      phone,
      address,
      email,
      orderId ?? '',
      detail,
      wanted,
      answer?.text ?? '',
      answer?.at ?? null,
    ];
  }
}
