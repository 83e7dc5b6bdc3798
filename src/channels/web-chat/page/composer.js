/**
 * Where the customer writes: a field that grows, Enter to send (never in the middle of composing a
 * character), and one picture, voice note or PDF at a time, seen, heard or named before it travels.
 */
import { createVoice } from './voice.js';

/** Longer side of a picture that is sent, in px: enough to read a receipt, small on a slow network. */
const LONGEST_SIDE = 1600;
/** The shop's limit for a file of any kind, in bytes. */
const LARGEST_FILE = 5 * 1024 * 1024;
/** Bytes below which a JPEG is sent as it is. */
const SMALL_ENOUGH = 300 * 1024;
const TALLEST = 140;

/** How every PDF begins. */
const PDF = '%PDF-';

/** @typedef {{ kind: 'picture' | 'voice' | 'document', file: Blob }} Held */

/**
 * @param {HTMLFormElement} form
 * @param {import('./words.js').Words} words
 * @param {(saying: import('./door.js').Saying) => void} say
 */
export function createComposer(form, words, say) {
  const field = /** @type {HTMLTextAreaElement} */ (form.querySelector('textarea'));
  const file = /** @type {HTMLInputElement} */ (form.querySelector('input[type=file]'));
  const preview = /** @type {HTMLElement} */ (form.querySelector('.preview'));
  const shown = /** @type {HTMLImageElement} */ (preview.querySelector('img'));
  const heard = /** @type {HTMLAudioElement} */ (preview.querySelector('audio'));
  const named = /** @type {HTMLElement} */ (preview.querySelector('.document'));
  const problem = /** @type {HTMLElement} */ (form.querySelector('.problem'));
  /** @type {Held | null} */
  let held = null;

  function grow() {
    field.style.height = 'auto';
    field.style.height = `${Math.min(field.scrollHeight, TALLEST)}px`;
    form.classList.toggle('ready', held !== null || field.value.trim() !== '');
  }

  /** @param {Held | null} next */
  function hold(next) {
    for (const [player, kind] of /** @type {const} */ ([
      [shown, 'picture'],
      [heard, 'voice'],
    ])) {
      if (player.src) URL.revokeObjectURL(player.src);
      player.hidden = next?.kind !== kind;
      if (next?.kind === kind) player.src = URL.createObjectURL(next.file);
      else player.removeAttribute('src');
    }
    named.hidden = next?.kind !== 'document';
    held = next;
    preview.hidden = next === null;
    field.setAttribute('data-placeholder', next ? 'composer.caption' : 'composer.placeholder');
    words.retell(form);
    grow();
  }

  /** @param {string | null} key */
  function complain(key) {
    problem.hidden = key === null;
    problem.textContent = key === null ? '' : words.say(key);
  }

  /** @param {File | undefined} chosen */
  async function choose(chosen) {
    if (!chosen) return;
    complain(null);
    const kind = await kindOf(chosen);
    const small = kind === 'picture' ? await shrink(chosen) : chosen;
    if (small === null) return complain('file.bad');
    if (small.size > LARGEST_FILE) return complain(`${kind}.large`);
    hold({ kind, file: small });
    if (kind === 'document') named.lastElementChild?.replaceChildren(chosen.name);
    field.focus();
  }

  createVoice(form, complain, (note) => {
    if (note) hold({ kind: 'voice', file: note });
    field.focus();
  });

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = field.value.trim();
    if (held) say({ ...held, text });
    else if (text !== '') say({ kind: 'text', text });
    else return field.focus();
    complain(null);
    field.value = '';
    hold(null);
    field.focus();
  });
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    form.requestSubmit();
  });
  field.addEventListener('input', grow);
  field.addEventListener('paste', (event) => {
    const [pasted] = event.clipboardData?.files ?? [];
    if (!pasted) return;
    event.preventDefault();
    choose(pasted);
  });
  file.addEventListener('change', async () => {
    await choose(file.files?.[0]);
    file.value = '';
  });
  form.querySelector('.remove')?.addEventListener('click', () => {
    hold(null);
    field.focus();
  });

  return {
    focus: () => field.focus(),
    complain,
    /** @param {string} text what she may send with one tap */
    suggest(text) {
      field.value = text;
      grow();
    },
  };
}

/**
 * @param {File} file
 * @returns {Promise<Held['kind']>}
 */
async function kindOf(file) {
  if (file.type.startsWith('audio/')) return 'voice';
  return (await file.slice(0, PDF.length).text()) === PDF ? 'document' : 'picture';
}

/**
 * A picture that fits the shop's limit, without the place and camera that phones write into it; null
 * where the file is no picture that this browser can open.
 * @param {File} file
 * @returns {Promise<Blob | null>}
 */
async function shrink(file) {
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (bitmap === null) return null;
  const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  if (scale === 1 && file.size < SMALL_ENOUGH && file.type === 'image/png') return file;
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  const pen = canvas.getContext('2d');
  if (pen === null) return file;
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.85));
}
