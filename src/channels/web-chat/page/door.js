/**
 * The doors of the shop as the page uses them: send one message, read what was said, listen. Which
 * conversation this is, is an unguessable id that this browser made and keeps.
 */

/**
 * @typedef {{ t: string, b?: true, i?: true, code?: true }} Span
 * @typedef {{ url: string, alt: string }} Picture
 * @typedef {{ number: number, label: string, token: string, description?: string, image?: Picture }} Option
 * @typedef {{ n: number, at: string, from: 'customer' | 'shop' | 'seller', kind: string, text: string, spans?: Span[],
 *   image?: Picture, audio?: { url: string }, document?: { url: string }, options?: Option[], url?: string, label?: string, what?: string }} Message
 * @typedef {{ kind: 'text', text: string } | { kind: 'choice', token: string, text: string }
 *   | { kind: 'location', lat: number, lng: number, text: string }
 *   | { kind: 'picture' | 'voice' | 'document', file: Blob, text: string }} Saying
 * @typedef {{ how: 'kept', duplicate: boolean } | { how: 'later', afterMs: number | null } | { how: 'refused', words: string }} Answer
 */

/** Unguessable: 128 random bits. */
export function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What this browser remembers, where it may; a private window that refuses remembers until it is closed. */
export const memory = {
  /** @param {string} key */
  get(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  },
  /**
   * @param {string} key
   * @param {string | null} value null forgets
   */
  set(key, value) {
    try {
      if (value === null) localStorage.removeItem(key);
      else localStorage.setItem(key, value);
    } catch {
      // Without storage the page still works until it is closed.
    }
  },
  /** @param {string} prefix */
  keys(prefix) {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
    } catch {
      return [];
    }
  },
};

/**
 * @param {string} conversation
 * @param {{ campaign: string | null, language: () => string }} visit
 */
export function createDoor(conversation, visit) {
  const base = `/chat/${conversation}`;

  /**
   * @param {string} id
   * @param {Saying} saying
   * @returns {Promise<Answer>}
   */
  async function send(id, saying) {
    const request = 'file' in saying ? fileRequest(id, saying) : jsonRequest(id, saying);
    try {
      const response = await fetch(`${base}/messages`, { method: 'POST', ...request, signal: AbortSignal.timeout(30_000) });
      const answer = await response.json();
      if (response.status === 202) return { how: 'kept', duplicate: answer.duplicate };
      if (response.status === 429 || response.status >= 500) {
        return { how: 'later', afterMs: Number(response.headers.get('Retry-After')) * 1000 || null };
      }
      return { how: 'refused', words: answer.error.message };
    } catch {
      return { how: 'later', afterMs: null };
    }
  }

  /**
   * @param {string} id
   * @param {Exclude<Saying, { file: Blob }>} saying
   */
  function jsonRequest(id, saying) {
    const body = { id, ...contentOf(saying), campaign: visit.campaign ?? undefined, language: visit.language() };
    return { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
  }

  /**
   * @param {string} id
   * @param {Extract<Saying, { file: Blob }>} saying
   */
  function fileRequest(id, saying) {
    const body = new FormData();
    body.set('id', id);
    body.set('caption', saying.text);
    body.set('language', visit.language());
    if (visit.campaign) body.set('campaign', visit.campaign);
    body.set('file', saying.file, saying.kind);
    return { body };
  }

  /**
   * Everything said after number `after`, a page at a time.
   * @param {number} after
   * @returns {Promise<Message[]>}
   */
  async function history(after) {
    /** @type {Message[]} */
    const all = [];
    for (;;) {
      const response = await fetch(`${base}/messages?after=${all.at(-1)?.n ?? after}`);
      if (!response.ok) throw new Error(`history: ${response.status}`);
      const { messages } = await response.json();
      all.push(...messages);
      if (messages.length < HISTORY_PAGE) return all;
    }
  }

  /**
   * Listens, and comes back by itself with growing pauses.
   * @param {{ last: () => number, message: (message: Message) => void, typing: (on: boolean) => void,
   *   language: (language: string) => void, connected: (yes: boolean) => void, unreadable: () => void, anew: () => void }} hears
   */
  function listen(hears) {
    /** @type {EventSource | null} */
    let source = null;
    let failures = 0;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let pause;

    function open() {
      clearTimeout(pause);
      source?.close();
      source = new EventSource(`${base}/events?after=${hears.last()}`);
      source.onopen = () => {
        failures = 0;
        hears.connected(true);
      };
      source.onmessage = (event) => hears.message(JSON.parse(event.data));
      source.addEventListener('typing', (event) => hears.typing(JSON.parse(event.data).on));
      source.addEventListener('language', (event) => hears.language(JSON.parse(event.data).language));
      source.addEventListener('anew', () => {
        source?.close();
        hears.anew();
      });
      source.addEventListener('unreadable', () => {
        source?.close();
        hears.unreadable();
        pause = setTimeout(open, UNREADABLE_RETRY_MS);
      });
      source.onerror = () => {
        source?.close();
        hears.typing(false);
        hears.connected(false);
        pause = setTimeout(open, backoffMs(failures));
        failures += 1;
      };
    }

    open();
    addEventListener('online', open);
    addEventListener('offline', () => hears.connected(false));
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible' && source?.readyState !== EventSource.OPEN) open();
    });
    addEventListener('pageshow', (event) => event.persisted && open());
  }

  return { send, history, listen };
}

/** A conversation that the shop cannot read is asked for again after this, in ms. */
const UNREADABLE_RETRY_MS = 60_000;

/** Messages of one answer of the shop's door. */
const HISTORY_PAGE = 200;

/** @param {Exclude<Saying, { file: Blob }>} saying */
function contentOf(saying) {
  switch (saying.kind) {
    case 'text':
      return { text: saying.text };
    case 'choice':
      return { choice: saying.token };
    case 'location':
      return { location: { lat: saying.lat, lng: saying.lng } };
  }
}

/**
 * 1, 2, 4, 8, 15, 15… seconds, spread so that many pages do not come back at once.
 * @param {number} failures
 */
export function backoffMs(failures) {
  return Math.min(15_000, 1000 * 2 ** failures) * (0.75 + Math.random() / 2);
}
