/**
 * A voice note, recorded by the browser itself. Where it cannot (no microphone, an old browser, a page
 * without https) there is no button, and a sound can still be sent as a file.
 */

/** Nobody listens longer, in ms. */
const LONGEST_MS = 5 * 60_000;
/** A voice stays clear, and a minute takes a quarter of a megabyte. */
const BITS_PER_SECOND = 32_000;
/** Best first: AAC plays on every telephone. */
const FORMATS = ['audio/mp4;codecs=mp4a.40.2', 'audio/webm;codecs=opus', 'audio/ogg;codecs=opus'];

export function canRecord() {
  return isSecureContext && 'mediaDevices' in navigator && typeof MediaRecorder !== 'undefined' && format() !== undefined;
}

function format() {
  return FORMATS.find((type) => MediaRecorder.isTypeSupported(type));
}

/**
 * Begins to record.
 * @param {{ time: (seconds: number) => void, done: (note: Blob | null) => void }} hears `done` comes once: with
 *   the note, or with null where it was discarded or nothing was recorded.
 * @returns {Promise<{ finish: () => void, discard: () => void } | null>} null: the microphone was not given
 */
export async function record(hears) {
  const mimeType = format();
  if (mimeType === undefined) return null;
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true }).catch(() => null);
  if (stream === null) return null;
  const recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: BITS_PER_SECOND });
  /** @type {Blob[]} */
  const parts = [];
  let kept = true;
  const began = Date.now();
  const clock = setInterval(() => {
    hears.time(Math.floor((Date.now() - began) / 1000));
    if (Date.now() - began >= LONGEST_MS) stop();
  }, 250);

  function stop() {
    if (recorder.state !== 'inactive') recorder.stop();
  }
  recorder.addEventListener('dataavailable', ({ data }) => data.size > 0 && parts.push(data));
  recorder.addEventListener('stop', () => {
    clearInterval(clock);
    for (const track of stream.getTracks()) track.stop();
    hears.done(kept && parts.length > 0 ? new Blob(parts, { type: recorder.mimeType }) : null);
  });
  recorder.start();
  hears.time(0);
  return {
    finish: stop,
    discard() {
      kept = false;
      stop();
    },
  };
}
