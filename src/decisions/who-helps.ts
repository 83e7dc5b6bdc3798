/** Who helps in which chat, as the document of the staff has it. */
import type { Documents, View } from './collections.ts';
import { type Helper, STAFF, type Staff } from './staff.ts';

export function staffOf(view: View): Staff {
  return view.get('staff', STAFF) ?? { id: STAFF, helpers: [], codes: [], paused: null };
}

export function helperIn(view: View, conversationId: string): Helper | null {
  return staffOf(view).helpers.find((helper) => helper.conversationId === conversationId) ?? null;
}

export function putHelper(documents: Documents, helper: Helper): void {
  const staff = staffOf(documents);
  const helpers = staff.helpers.map((one) => (one.conversationId === helper.conversationId ? helper : one));
  documents.put('staff', STAFF, { ...staff, helpers });
}

/** As it stands in the history of what she did. */
export function whoIs({ name }: Pick<Helper, 'name'>): string {
  return `chat:${name}`;
}
