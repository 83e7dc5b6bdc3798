/**
 * How the page behaves from its next load on. The times are the page's own; the real one takes longer.
 */
export interface Habits {
  /** Of WhatsApp Web. */
  version: string;
  /** From its script to its first state, in ms. */
  startMs: number;
  /** From connected to synchronised, in ms: the bare library misses what comes at once (facts/whatsapp-web.md §3, 1). */
  syncMs: number;
  /** It never leaves OPENING. */
  stuck: boolean;
  /** Modules that this version of the page does not have. */
  missing: readonly string[];
}

export const USUAL: Readonly<Habits> = { version: '2.3000.1023000000', startMs: 50, syncMs: 150, stuck: false, missing: [] };
