/**
 * `npm run -s complaint` lists the complaints book; `npm run -s complaint -- 3` shows one;
 * `npm run -s complaint -- 3 answer "…"` answers it, in the open shop or in a closed one.
 */
import { atComplaintDesk, type ComplaintAsked, type ComplaintDeps } from '../seller/desk/complaint-desk.ts';
import { deskTexts } from '../seller/desk/texts.ts';
import type { FolderStore } from '../store/json/open.ts';
import { actAlone, filesHere, type Here, withHere } from './data-command.ts';
import { withDesk } from './desk-here.ts';
import { tell, terminalLanguage } from './terminal.ts';

/** Answers the exit code: 1 where it was refused, 2 where it was not understood. */
export async function runComplaint(home: string, argv: readonly string[]): Promise<number> {
  const asked = askedIn(argv);
  if (!asked) {
    tell(deskTexts(terminalLanguage(process.env)).complaints.use);
    return 2;
  }
  return withHere(home, async (here) => {
    const told = await withDesk(here, '/seller/desk/complaint', asked, async (store) =>
      atComplaintDesk(await bookOfClosedShop(here, store), asked, here.language, 'terminal'),
    );
    tell(...told.lines);
    return told.ok ? 0 : 1;
  });
}

function askedIn([number, word, answer, ...rest]: readonly string[]): ComplaintAsked | null {
  if (number === undefined) return { number: null, answer: null };
  if (!/^[0-9]{1,9}$/.test(number) || rest.length > 0) return null;
  if (word === undefined) return { number: Number(number), answer: null };
  return word === 'answer' && answer !== undefined ? { number: Number(number), answer } : null;
}

async function bookOfClosedShop({ home, language }: Here, store: FolderStore): Promise<ComplaintDeps> {
  const { shop } = await filesHere(home, language);
  return {
    shop: () => shop,
    now: Date.now,
    complaints: () => store.query.all('complaints'),
    answerComplaint: async (complaintId, text, by) => {
      const reply = await actAlone(home, language, store, { do: 'answer-complaint', complaintId, text, by });
      if (!reply || (reply.ok && !('complaint' in reply))) throw new Error(`the answer to complaint ${complaintId} could not be kept`);
      return reply;
    },
  };
}
