/**
 * Messages as bubbles. Whatever a person wrote becomes text nodes, never markup. A menu with short labels
 * is a row of pills that wraps; with descriptions or pictures it is a list; with a picture of its own the
 * bubble is a product card.
 */

/**
 * @typedef {import('./door.js').Message} Message
 * @typedef {import('./door.js').Option} Option
 * @typedef {import('./door.js').Picture} Picture
 * @typedef {import('./outbox.js').Pending} Pending
 * @typedef {import('./words.js').Words} Words
 * @typedef {{ choose: (option: Option) => void, locate: (button: HTMLButtonElement) => void,
 *   retry: (pending: Pending) => void, discard: (pending: Pending) => void }} Deeds
 */

/** Longest label that still makes a pill, in characters: two of them fit beside each other at 320 px. */
const LONGEST_PILL = 26;

/**
 * @param {Message} message
 * @param {Words} words
 * @param {Deeds} deeds
 */
export function drawMessage(message, words, deeds) {
  const mine = message.from === 'customer';
  const bubble = element('article', `bubble ${mine ? 'mine' : 'theirs'} ${message.kind}`);
  bubble.dataset.n = String(message.n);
  bubble.append(speaker(mine, words));
  const options = message.options ?? [];
  const card = !mine && message.image && message.kind === 'menu';
  if (card) bubble.classList.add('card');
  if (message.image) bubble.append(picture(message.image, 'photo'));
  if (message.audio) bubble.append(player(message.audio.url, words));
  if (message.document) bubble.append(documentLink(message.document.url, words));
  if (!(mine && message.kind === 'media' && message.text === '')) bubble.append(said(message));
  if (message.url) bubble.append(linkButton(message.url, message.label ?? message.url, words));
  if (message.what === 'location' && 'geolocation' in navigator && isSecureContext) bubble.append(locationButton(words, deeds));
  if (options.length > 0) bubble.append(menu(options, deeds));
  bubble.append(stamp(message.at, words));
  return bubble;
}

/**
 * A message of the customer that the shop has not shown yet.
 * @param {Pending} pending
 * @param {Words} words
 */
export function drawPending(pending, words) {
  const bubble = element('article', `bubble mine ${pending.saying.kind} pending`);
  bubble.dataset.id = pending.id;
  bubble.append(speaker(true, words));
  if (pending.saying.kind === 'picture') {
    const url = URL.createObjectURL(pending.saying.file);
    const image = picture({ url, alt: words.say('picture.sent') }, 'photo');
    image.addEventListener('load', () => URL.revokeObjectURL(url), { once: true, capture: true });
    bubble.append(image);
  }
  if (pending.saying.kind === 'voice') bubble.append(player(URL.createObjectURL(pending.saying.file), words));
  if (pending.saying.kind === 'document') bubble.append(documentLink(URL.createObjectURL(pending.saying.file), words));
  if (pending.saying.text !== '') bubble.append(text('p', 'said', pending.saying.text));
  bubble.append(stamp(pending.at, words));
  return bubble;
}

/**
 * @param {HTMLElement} bubble
 * @param {Pending} pending
 * @param {Words} words
 * @param {Deeds} deeds
 */
export function drawState(bubble, pending, words, deeds) {
  bubble.dataset.state = pending.state;
  bubble.querySelector('.state')?.remove();
  bubble.querySelector('.failure')?.remove();
  if (pending.state === 'failed') {
    const failure = element('p', 'failure');
    if (pending.problem) failure.append(text('span', 'reason', pending.problem));
    else failure.append(deed('retry', words.say('state.failed'), () => deeds.retry(pending)));
    failure.append(deed('discard', words.say('state.discard'), () => deeds.discard(pending)));
    bubble.append(failure);
  } else {
    bubble.querySelector('.stamp')?.append(text('span', 'state', words.say(`state.${pending.state}`)));
  }
}

/**
 * @param {Date} at
 * @param {Words} words
 */
export function drawDay(at, words) {
  return text('p', 'day', words.day(at));
}

/** @param {Message} message */
function said(message) {
  if (!message.spans) return text('p', 'said', unbroken(message.text));
  const paragraph = element('p', 'said');
  for (const span of message.spans) {
    const tag = span.b ? 'strong' : span.i ? 'em' : span.code ? 'code' : null;
    const words = unbroken(span.t);
    paragraph.append(tag ? text(tag, '', words) : words);
  }
  return paragraph;
}

/**
 * Sums, phones and "2 × …" stay on one line.
 * @param {string} words
 */
function unbroken(words) {
  return words.replace(/(?<=[\d/$₲]|Bs) (?=\d)|(?<=\d) (?=×)/g, '\u00a0');
}

/**
 * @param {Option[]} options
 * @param {Deeds} deeds
 */
function menu(options, deeds) {
  const pills = options.every((option) => !option.description && !option.image && option.label.length <= LONGEST_PILL);
  const list = element('ul', pills ? 'options pills' : 'options rows');
  for (const option of options) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = pills ? 'pill' : 'row';
    if (option.number === 0) button.classList.add('out');
    button.append(text('span', 'number', String(option.number)));
    if (option.image) button.append(picture({ ...option.image, alt: '' }, 'thumb'));
    const words = element('span', 'choice-words');
    words.append(text('span', 'choice-label', option.label));
    if (option.description) words.append(' ', text('span', 'choice-more', option.description));
    button.append(words);
    button.addEventListener('click', () => deeds.choose(option));
    const item = document.createElement('li');
    item.append(button);
    list.append(item);
  }
  return list;
}

/**
 * @param {string} url
 * @param {string} label
 * @param {Words} words
 */
function linkButton(url, label, words) {
  const link = /** @type {HTMLAnchorElement} */ (text('a', 'primary', label));
  if (!/^(?:https?:\/\/|\/(?!\/))/i.test(url)) return text('p', 'said', url);
  link.href = url;
  link.target = '_blank';
  link.rel = 'noopener noreferrer';
  link.append(text('span', 'sr', ` (${words.say('link.newTab')})`), icon('M8 16 17 7M9 7h8v8'));
  return link;
}

/**
 * @param {Words} words
 * @param {Deeds} deeds
 */
function locationButton(words, deeds) {
  const button = deed('primary', words.say('location.button'), () => deeds.locate(button));
  return button;
}

/**
 * @param {Picture} shown
 * @param {string} name
 */
function picture(shown, name) {
  const frame = element('span', name);
  const image = document.createElement('img');
  image.src = shown.url;
  image.alt = shown.alt;
  image.decoding = 'async';
  image.addEventListener('error', () => {
    frame.classList.add('missing');
    frame.replaceChildren(shown.alt);
  });
  frame.append(image);
  return frame;
}

/**
 * @param {string} url
 * @param {Words} words
 */
function player(url, words) {
  const audio = document.createElement('audio');
  audio.controls = true;
  audio.preload = 'metadata';
  audio.src = url;
  audio.setAttribute('aria-label', words.say('voice.sent'));
  return audio;
}

/**
 * @param {string} url
 * @param {Words} words
 */
function documentLink(url, words) {
  const link = /** @type {HTMLAnchorElement} */ (element('a', 'document'));
  link.href = url;
  link.target = '_blank';
  link.rel = 'noopener noreferrer';
  link.append(icon('M13.5 3.5H7a1.5 1.5 0 0 0-1.5 1.5v14A1.5 1.5 0 0 0 7 20.5h10a1.5 1.5 0 0 0 1.5-1.5V8.5zM13.5 3.5v5h5M9 13h6M9 16.5h4'));
  const name = text('span', '', words.say('document.sent'));
  name.dataset.text = 'document.sent';
  link.append(name, text('span', 'sr', ` (${words.say('link.newTab')})`));
  return link;
}

/**
 * @param {boolean} mine
 * @param {Words} words
 */
function speaker(mine, words) {
  return text('span', 'sr', `${words.say(mine ? 'from.customer' : 'from.shop')} `);
}

/**
 * @param {string} at
 * @param {Words} words
 */
function stamp(at, words) {
  const footer = element('p', 'stamp');
  const time = /** @type {HTMLTimeElement} */ (text('time', '', words.time(new Date(at))));
  time.dateTime = at;
  footer.append(time);
  return footer;
}

/**
 * @param {string} name
 * @param {string} label
 * @param {() => void} act
 */
function deed(name, label, act) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = name;
  button.textContent = label;
  button.addEventListener('click', act);
  return button;
}

/** @param {string} lines */
function icon(lines) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', lines);
  svg.append(path);
  return svg;
}

/**
 * @param {string} tag
 * @param {string} name
 */
function element(tag, name) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  return made;
}

/**
 * @param {string} tag
 * @param {string} name
 * @param {string} content
 */
function text(tag, name, content) {
  const made = element(tag, name);
  made.textContent = content;
  return made;
}
