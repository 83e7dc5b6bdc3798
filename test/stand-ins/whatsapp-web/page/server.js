/**
 * The page asks its server. `habits`: how this load of the page behaves, written into it by the server.
 */
export const habits = window.HABITS;

/** @returns the answer; @throws when the network is gone. */
export async function ask(path, question) {
  const answer = await fetch(path, { method: 'POST', body: JSON.stringify(question) });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  return answer.json();
}
