/**
 * Where the reader is. At the end, new messages come into view by themselves, from the first one that was
 * not read; further up, nothing moves and a button says what is new below.
 */

/** Distance from the end that still counts as being there, in px. */
const NEAR = 72;
/** Room above the first new message, in px. */
const AIR = 12;

/**
 * @param {HTMLElement} scroller
 * @param {HTMLButtonElement} button
 * @param {import('./words.js').Words} words
 */
export function createScroll(scroller, button, words) {
  const label = /** @type {HTMLElement} */ (button.querySelector('span'));
  let atEnd = true;
  let unread = 0;

  const end = () => scroller.scrollHeight - scroller.clientHeight;

  function tell() {
    button.hidden = atEnd || end() - scroller.scrollTop < NEAR;
    label.textContent =
      unread === 0 ? words.say('newer.none') : unread === 1 ? words.say('newer.one') : words.say('newer.many', { count: unread });
    label.classList.toggle('sr', unread === 0);
    button.classList.toggle('unread', unread > 0);
    const hidden = document.visibilityState === 'hidden';
    document.title = (hidden && unread > 0 ? `(${unread}) ` : '') + words.say('title', { shop: words.name });
  }

  function look() {
    atEnd = end() - scroller.scrollTop < NEAR;
    if (atEnd && document.visibilityState === 'visible') unread = 0;
    tell();
  }

  function toEnd() {
    scroller.scrollTop = end();
    look();
  }

  scroller.addEventListener('scroll', look, { passive: true });
  document.addEventListener('visibilitychange', look);
  new ResizeObserver(() => {
    if (atEnd) scroller.scrollTop = end();
  }).observe(scroller);
  button.addEventListener('click', toEnd);

  return {
    toEnd,
    /**
     * Something was added at the end.
     * @param {HTMLElement | null} firstNew the first bubble of the shop since the customer last spoke
     * @param {number} count messages of the shop among what was added
     */
    grew(firstNew, count) {
      if (!atEnd || document.visibilityState === 'hidden') unread += count;
      if (atEnd) scroller.scrollTop = firstNew ? Math.min(end(), firstNew.offsetTop - AIR) : end();
      look();
    },
  };
}
