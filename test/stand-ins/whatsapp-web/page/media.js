/**
 * Files out and in. Nothing is encrypted: the bytes lie on the local server under the path that stands for them.
 */
import { Model } from './models.js';

export class OpaqueData {
  constructor(blob) {
    this.blob = blob;
  }
  static async createFromData(data, type) {
    return new OpaqueData(data instanceof Blob ? data : new Blob([data], { type }));
  }
  get type() {
    return this.blob.type;
  }
  url() {
    return URL.createObjectURL(this.blob);
  }
  autorelease() {}
  formData() {
    return new FormData();
  }
}

const prepared = new Map();

function typeOf(mime, { asDocument, asSticker, isPtt }) {
  if (asDocument) return 'document';
  if (asSticker) return 'sticker';
  if (isPtt) return 'ptt';
  const [family] = mime.split('/');
  return ['image', 'video', 'audio'].includes(family) ? family : 'document';
}

async function hashOf(buffer) {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', buffer));
  return btoa(String.fromCharCode(...digest));
}

export function prepRawMedia(opaque, how) {
  return {
    async waitForPrep() {
      const buffer = await opaque.blob.arrayBuffer();
      const data = new Model({
        type: typeOf(opaque.type, how),
        mimetype: opaque.type,
        filehash: await hashOf(buffer),
        size: buffer.byteLength,
        filename: opaque.blob.name,
        isGif: false,
      });
      prepared.set(data.filehash, opaque.blob);
      data.toJSON = () => {
        const { type, mimetype, filehash, size, directPath, mediaKey, encFilehash, mediaKeyTimestamp, filename } = data;
        return { type, mimetype, filehash, size, directPath, mediaKey, encFilehash, mediaKeyTimestamp, filename };
      };
      data.mediaBlob = opaque;
      return data;
    },
  };
}

export function getOrCreateMediaObject(filehash) {
  return {
    filehash,
    contentInfo: {},
    consolidate(data) {
      Object.assign(this, data);
    },
  };
}

export async function uploadMedia({ mediaObject }) {
  const answer = await fetch('/media', { method: 'POST', body: prepared.get(mediaObject.filehash) });
  if (!answer.ok) throw new Error(`the upload was answered ${answer.status}`);
  const { path } = await answer.json();
  return {
    mediaEntry: {
      mmsUrl: path,
      deprecatedMms3Url: '',
      directPath: path,
      mediaKey: 'a2V5',
      mediaKeyTimestamp: 1,
      encFilehash: 'ZW5j',
      uploadHash: 'ZW5j',
    },
  };
}

/** @throws with `status` for what is gone. */
export async function downloadAndMaybeDecrypt({ directPath }) {
  const answer = await fetch(directPath);
  if (!answer.ok) throw Object.assign(new Error(`the file was answered ${answer.status}`), { status: answer.status });
  return answer.arrayBuffer();
}
