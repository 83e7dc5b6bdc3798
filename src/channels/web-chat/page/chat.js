/**
 * The chat page: puts its parts together. What was said is drawn from the shop's log; what this browser
 * said and the log does not show yet stands below it, with its state.
 */
import { drawDay, drawMessage, drawPending, drawState } from './bubbles.js';
import { createComposer } from './composer.js';
import { createDoor, memory, newId } from './door.js';
import { createOutbox } from './outbox.js';
import { createScroll } from './scroll.js';
import { createWords } from './words.js';

/**
 * @typedef {import('./door.js').Message} Message
 * @typedef {import('./outbox.js').Pending} Pending
 */

/** @template {Element} T @param {string} selector @returns {T} */
const find = (selector) => /** @type {T} */ (document.querySelector(selector));

/** @type {import('./words.js').PageData} */
const data = JSON.parse(find('#page-data').textContent ?? '');
const words = createWords(data);
/** @type {HTMLElement} */
const log = find('.log');
/** @type {HTMLElement} */
const welcome = find('.welcome');
/** @type {HTMLElement} */
const dots = find('.dots');
/** @type {HTMLElement} */
const connection = find('.connection');

const conversation = memory.get('tanteo.conversation') ?? newId();
memory.set('tanteo.conversation', conversation);
const campaign = data.campaign ?? memory.get('tanteo.campaign');
memory.set('tanteo.campaign', campaign);

const door = createDoor(conversation, { campaign, language: () => navigator.language || words.language() });
const scroll = createScroll(find('.scroll'), find('.newer'), words);
/** Bubbles of what the log does not show yet. @type {Map<Pending, HTMLElement>} */
const ahead = new Map();
/** Number of the last message drawn. */
let last = 0;
/** Day of the last message drawn. */
let lastDay = '';
/** First bubble of the shop since the customer last spoke. @type {HTMLElement | null} */
let firstAnswer = null;

const outbox = createOutbox({
  send: door.send,
  changed(pending) {
    const known = ahead.get(pending);
    if (known) drawState(known, pending, words, deeds);
    else if (pending.state !== 'sent') place(pending);
    scroll.settle();
  },
  kept(pending, duplicate) {
    memory.set('tanteo.campaign', null);
    if (duplicate) drop(pending);
  },
});

/** @type {import('./bubbles.js').Deeds} */
const deeds = {
  choose: (option) => speak({ kind: 'choice', token: option.token, text: option.label }),
  locate,
  retry: (pending) => outbox.retry(pending),
  discard(pending) {
    outbox.discard(pending);
    drop(pending);
  },
};

const composer = createComposer(find('.composer'), words, speak);
// A link may bring words along, as those of other chats do: whoever opened it sends them, or does not.
const brought = new URLSearchParams(location.search).get('say') ?? '';
if (/^[A-Za-z0-9_-]{1,64}$/.test(brought)) composer.suggest(brought);

/** @param {import('./door.js').Saying} saying */
function speak(saying) {
  firstAnswer = null;
  outbox.add(saying, last);
  scroll.toEnd();
}

/** @param {Pending} pending */
function place(pending) {
  welcome.hidden = true;
  const bubble = drawPending(pending, words);
  drawState(bubble, pending, words, deeds);
  ahead.set(pending, bubble);
  log.append(bubble);
}

/** @param {Pending} pending */
function drop(pending) {
  ahead.get(pending)?.remove();
  ahead.delete(pending);
}

/** @param {Message[]} messages */
function show(messages) {
  scroll.look();
  let answers = 0;
  /** @type {HTMLElement | null} */
  let first = null;
  for (const message of messages) {
    if (message.n <= last) continue;
    last = message.n;
    const bubble = drawMessage(message, words, deeds);
    const [next] = ahead.values();
    newDay(message, next ?? null);
    log.insertBefore(bubble, next ?? null);
    first ??= bubble;
    if (message.from === 'customer') {
      const own = ownOf(message);
      if (own) drop(own);
      firstAnswer = null;
    } else {
      answers += 1;
      firstAnswer ??= bubble;
      if (message.options) markCurrentMenu(bubble);
    }
  }
  if (last > 0) welcome.hidden = true;
  scroll.grew(firstAnswer, first, answers);
}

/**
 * @param {Message} message
 * @param {HTMLElement | null} before
 */
function newDay(message, before) {
  const at = new Date(message.at);
  const day = at.toDateString();
  if (day === lastDay) return;
  lastDay = day;
  log.insertBefore(drawDay(at, words), before);
}

/** Older menus stay readable and can be tapped; the last one stands out. @param {HTMLElement} bubble */
function markCurrentMenu(bubble) {
  log.querySelector('.current')?.classList.remove('current');
  bubble.classList.add('current');
}

/** What this browser said that the log now shows as `message`. @param {Message} message */
function ownOf(message) {
  const kind = message.kind === 'media' ? (message.audio ? 'voice' : message.document ? 'document' : 'picture') : message.kind;
  const fold = (/** @type {string} */ text) => text.replace(/\s+/g, ' ').trim();
  const candidates = [...ahead.keys()].filter((pending) => pending.saying.kind === kind && pending.after < message.n);
  return (
    candidates.find((pending) => fold(pending.saying.text) === fold(message.text)) ??
    candidates.find((pending) => pending.state === 'sent' || pending.state === 'sending')
  );
}

/** A question of the browser that nobody answers never ends by itself. */
const LOCATING_MS = 10_000;

/** @param {HTMLButtonElement} button */
function locate(button) {
  button.disabled = true;
  button.textContent = words.say('location.finding');
  let waiting = true;
  const patience = setTimeout(fail, LOCATING_MS);

  /** True the first time. */
  function stop() {
    const first = waiting;
    waiting = false;
    clearTimeout(patience);
    button.disabled = false;
    button.textContent = words.say('location.button');
    return first;
  }
  function fail() {
    if (!stop()) return;
    composer.complain('location.failed');
    composer.focus();
  }
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      if (stop()) speak({ kind: 'location', lat: coords.latitude, lng: coords.longitude, text: words.say('location.sent') });
    },
    fail,
    { enableHighAccuracy: true, timeout: LOCATING_MS, maximumAge: 60_000 },
  );
}

/** A quick answer needs no dots. */
const DOTS_AFTER_MS = 300;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let dotsSoon;

/** @param {boolean} on */
function type(on) {
  clearTimeout(dotsSoon);
  if (!on) dots.hidden = true;
  else
    dotsSoon = setTimeout(() => {
      dots.hidden = false;
      scroll.settle();
    }, DOTS_AFTER_MS);
}

/** A short interruption is not worth a word. */
const WORRY_AFTER_MS = 2000;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let worrySoon;

/** @param {boolean} connected */
function connect(connected) {
  clearTimeout(worrySoon);
  if (connected) {
    connection.hidden = true;
    outbox.retryAll();
    return;
  }
  worrySoon = setTimeout(
    () => {
      connection.textContent = words.say(navigator.onLine ? 'reconnecting' : 'offline');
      connection.hidden = false;
    },
    navigator.onLine ? WORRY_AFTER_MS : 0,
  );
}

async function start() {
  for (const example of welcome.querySelectorAll('button')) {
    example.addEventListener('click', () => speak({ kind: 'text', text: example.textContent ?? '' }));
  }
  for (const right of document.querySelectorAll('.rights button')) {
    right.addEventListener('click', () => speak({ kind: 'text', text: right.textContent ?? '' }));
  }
  const past = await door.history(0).catch(() => []);
  welcome.hidden = past.length > 0 || outbox.pending().length > 0;
  show(past);
  for (const pending of outbox.pending()) place(pending);
  scroll.toEnd();
  log.setAttribute('aria-live', 'polite');
  outbox.work();
  door.listen({
    last: () => last,
    message: (message) => show([message]),
    typing: type,
    language: words.speak,
    connected: connect,
    // Nothing of what stands here is there any more.
    anew: () => location.reload(),
    unreadable() {
      clearTimeout(worrySoon);
      connection.textContent = words.say('unreadable');
      connection.hidden = false;
    },
  });
  if (matchMedia('(pointer: fine)').matches) composer.focus();
}

start();
