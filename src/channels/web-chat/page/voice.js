/**
 * The button that records, and what stands in place of the field meanwhile: how long it has been, a way to
 * throw it away and a way to be done.
 */
import { canRecord, record } from './recorder.js';

/**
 * @param {HTMLFormElement} form
 * @param {(key: string | null) => void} complain
 * @param {(note: Blob | null) => void} done null: nothing is to be sent
 */
export function createVoice(form, complain, done) {
  const button = /** @type {HTMLButtonElement} */ (form.querySelector('.record'));
  const strip = /** @type {HTMLElement} */ (form.querySelector('.recording'));
  const time = /** @type {HTMLElement} */ (strip.querySelector('.time'));
  const stop = /** @type {HTMLButtonElement} */ (strip.querySelector('.stop'));
  /** @type {Awaited<ReturnType<typeof record>>} */
  let running = null;

  /** @param {boolean} on */
  function show(on) {
    form.classList.toggle('busy', on);
    strip.hidden = !on;
  }

  button.addEventListener('click', async () => {
    complain(null);
    button.disabled = true;
    running = await record({
      time: (seconds) => {
        time.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
      },
      done(note) {
        show(false);
        done(note);
      },
    });
    button.disabled = false;
    if (running === null) return complain('voice.denied');
    show(true);
    stop.focus();
  });
  stop.addEventListener('click', () => running?.finish());
  strip.querySelector('.discard-note')?.addEventListener('click', () => running?.discard());
  button.hidden = !canRecord();
}
