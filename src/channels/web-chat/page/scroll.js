/**
 * Where the reader is. As long as she has not scrolled up, what is new comes into view: the end, or the
 * beginning of an answer that is taller than the screen. Further up nothing moves, and a button says what
 * is new below.
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
  let following = true;
  let lastTop = 0;
  let unread = 0;
  /** What must stay in view while following. @type {HTMLElement | null} */
  let anchor = null;

  const end = () => scroller.scrollHeight - scroller.clientHeight;
  const isNear = () => end() - scroller.scrollTop < NEAR;
  const topOf = (/** @type {HTMLElement} */ bubble) => bubble.offsetTop - AIR;

  function tell() {
    button.hidden = isNear();
    label.textContent =
      unread === 0 ? words.say('newer.none') : unread === 1 ? words.say('newer.one') : words.say('newer.many', { count: unread });
    label.classList.toggle('sr', unread === 0);
    button.classList.toggle('unread', unread > 0);
    const hidden = document.visibilityState === 'hidden';
    document.title = (hidden && unread > 0 ? `(${unread}) ` : '') + words.say('title', { shop: words.name });
  }

  /** The reader moved, or came back: a view that only became smaller is no move. */
  function look() {
    following = isNear() || (following && scroller.scrollTop >= lastTop);
    lastTop = scroller.scrollTop;
    if (isNear() && document.visibilityState === 'visible') unread = 0;
    tell();
  }

  /** Never backwards: what the reader passed, she has read. */
  function settle() {
    if (!following) return tell();
    const wanted = anchor ? Math.min(end(), topOf(anchor)) : end();
    if (wanted > scroller.scrollTop) scroller.scrollTop = wanted;
    lastTop = scroller.scrollTop;
    look();
  }

  function toEnd() {
    anchor = null;
    following = true;
    settle();
  }

  scroller.addEventListener('scroll', look, { passive: true });
  document.addEventListener('visibilitychange', look);
  new ResizeObserver(settle).observe(scroller);
  button.addEventListener('click', toEnd);

  return {
    toEnd,
    settle,
    /** To be called before anything is added: she may have scrolled up in this very moment. */
    look,
    /**
     * Messages were added at the end.
     * @param {HTMLElement | null} answer the first bubble of the shop since the customer last spoke
     * @param {HTMLElement | null} first the first bubble that was added now
     * @param {number} count messages of the shop among what was added
     */
    grew(answer, first, count) {
      const passed = answer !== null && lastTop > topOf(answer) + 1;
      anchor = passed ? first : answer;
      if (!following || document.visibilityState === 'hidden') unread += count;
      settle();
    },
  };
}
