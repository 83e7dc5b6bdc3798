/** A QR code on a page: black on white also in the dark, because telephones read no other. */
import { html, raw } from 'hono/html';
import { renderSVG } from 'uqr';
import type { Markup } from '../layout.ts';

/** Modules of quiet around a code: ISO/IEC 18004. */
const QUIET = 4;

/** `name`: what a person who cannot see it hears. */
export function qrCode(text: string, name: string): Markup {
  return html`<div class="qr" role="img" aria-label="${name}">${raw(renderSVG(text, { border: QUIET }))}</div>`;
}
