/** A seller's telephone for tests of pages: it is what it is told to be, and remembers what was asked of it. */
import type { Telephone } from './deps.ts';

type Report = ReturnType<Telephone['report']>;

export interface SampleTelephone extends Telephone {
  linkingNow: ReturnType<Telephone['linking']>;
  reportNow: Report;
  readonly asked: string[];
  /** Ends the fetching of a browser that was asked for. */
  fetched(result: Awaited<ReturnType<Telephone['fetchBrowser']>>): void;
  progress(part: number): void;
}

export const QR = '2@abcDEF0123456789,abcDEF0123456789abcDEF0123456789,abcDEF0123456789,abcDEF0123456789';

export function sampleTelephone(change: Partial<Report> = {}): SampleTelephone {
  const asked: string[] = [];
  const browser = Promise.withResolvers<Awaited<ReturnType<Telephone['fetchBrowser']>>>();
  let onProgress: (part: number) => void = () => {};
  const telephone: SampleTelephone = {
    asked,
    linkingNow: { state: 'off' },
    reportNow: {
      state: 'off',
      since: Date.parse('2026-11-24T14:00:00Z'),
      words: 'WhatsApp está apagado.',
      advice: null,
      consented: true,
      consentText: 'WhatsApp no permite programas no oficiales.\n\nPuede bloquear tu número, sin aviso y para siempre.',
      number: '…321',
      version: '2.3000.1017054665',
      libraryVersion: '1.34.7',
      browser: { path: '/usr/bin/chromium', version: '143.0.1', isOld: false },
      memoryMiB: 380.4,
      complaint: null,
      lastInboundAt: Date.parse('2026-11-24T20:12:00Z'),
      lastOutboundAt: null,
      foundLate: 0,
      restarts: 1,
      recovery: null,
      lastAckAt: null,
      queued: 2,
      oldestUnackedAt: null,
      sent: { hour: 12, day: 80, mostAnHour: 50, mostADay: 250, left: 38, newUntil: Date.parse('2026-12-08T14:00:00Z') },
      risk: { level: 'medium', words: ['El número es nuevo aquí: dos semanas con pocos mensajes.'] },
      ...change,
    },
    linking: () => telephone.linkingNow,
    report: () => ({ ...telephone.reportNow, state: telephone.linkingNow.state }),
    async requestCode(phone) {
      asked.push(`code ${phone}`);
      if (!/^\d{8,15}$/.test(phone)) return { ok: false, why: 'bad-phone' };
      telephone.linkingNow = { state: 'needs_link', qr: QR, code: 'ABCD-1234', codeExpiresAt: Date.parse('2026-11-24T20:33:00Z') };
      return { ok: true, code: 'ABCD-1234' };
    },
    async showNewQr() {
      asked.push('show');
      telephone.linkingNow = { state: 'starting' };
    },
    async unlink() {
      asked.push('unlink');
      telephone.linkingNow = { state: 'logged_out' };
    },
    async giveConsent() {
      asked.push('consent');
      telephone.reportNow = { ...telephone.reportNow, consented: true };
      telephone.linkingNow = { state: 'starting' };
    },
    fetchBrowser(progress) {
      asked.push('browser');
      onProgress = progress;
      return browser.promise;
    },
    fetched: (result) => browser.resolve(result),
    progress: (part) => onProgress(part),
  };
  return telephone;
}
