/**
 * Who sent a notification: the check of Mercado Pago's signature. Our own, because the SDK's rejects
 * millisecond timestamps and lower-cased ids and accepts a signature without an id.
 * The signature covers the id in the query, the request id and the timestamp; never the body, so the
 * body is not looked at. An old timestamp is no reason to refuse: nobody documents that a retry is
 * signed anew, and a repeat only makes us fetch the payment again.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Notification, RawNotification } from '../port.ts';

/** Seconds have 10 digits until the year 2286, milliseconds 13. */
const TIMESTAMP = /^\d{10,16}$/;
const DIGEST = /^[0-9a-f]{64}$/i;
/** Ids of payments are numbers, those of orders letters and digits. Nothing that could end its part of the manifest. */
const RESOURCE_ID = /^[\w-]{1,64}$/;

/** Several secrets during a rotation; with none, nothing is ever believed. */
export function verifyNotification({ query, headers }: RawNotification, secrets: readonly string[]): Notification {
  const signature = readSignature(headers['x-signature']);
  if (signature === null) return { ok: false, reason: 'no-signature' };
  const id = query['data.id'];
  if (id === undefined || !RESOURCE_ID.test(id)) return { ok: false, reason: 'no-id' };

  const requestId = headers['x-request-id'];
  const rest = `${requestId ? `request-id:${requestId};` : ''}ts:${signature.ts};`;
  const manifests = [...new Set([id, id.toLowerCase()])].map((form) => `id:${form};${rest}`);
  const usable = secrets.filter((secret) => secret !== '');
  const signed = usable.some((secret) => manifests.some((manifest) => isDigestOf(signature.digest, manifest, secret)));
  if (!signed) return { ok: false, reason: 'bad-signature' };
  return { ok: true, topic: query.type === 'payment' ? 'payment' : 'other', resourceId: id };
}

/** `ts=1742505638683,v1=<hex>` in any order. */
function readSignature(header: string | undefined): { readonly ts: string; readonly digest: Buffer } | null {
  const parts = new Map<string, string>();
  for (const part of (header ?? '').split(',')) {
    const at = part.indexOf('=');
    if (at > 0) parts.set(part.slice(0, at).trim(), part.slice(at + 1).trim());
  }
  const ts = parts.get('ts') ?? '';
  const v1 = parts.get('v1') ?? '';
  return TIMESTAMP.test(ts) && DIGEST.test(v1) ? { ts, digest: Buffer.from(v1, 'hex') } : null;
}

function isDigestOf(digest: Buffer, manifest: string, secret: string): boolean {
  return timingSafeEqual(createHmac('sha256', secret).update(manifest).digest(), digest);
}
