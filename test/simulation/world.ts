/**
 * What everything in a simulation shares: time, chance, what goes wrong in this seed, what was seen. The
 * parts of the world know each other only through it.
 */
import type { ShopFiles } from '../../src/conversation/shop-files.ts';
import type { Dice } from './dice.ts';
import { Ledger } from './ledger.ts';
import type { Profile, Trouble } from './profile.ts';
import { Sometimes } from './sometimes.ts';
import { Story } from './story.ts';
import { SimulatedTime } from './time.ts';
import { Witness } from './witness.ts';

export interface Violation {
  /** The sentence that turned out not to be true. */
  readonly rule: string;
  readonly what: string;
}

/** Wednesday 25 November 2026, 10:00 in Lima: the shop is open. */
const BEGINNING = Date.parse('2026-11-25T15:00:00Z');

export class World {
  readonly dice: Dice;
  readonly profile: Profile;
  readonly time = new SimulatedTime(BEGINNING);
  readonly story = new Story(() => this.time.now);
  readonly sometimes = new Sometimes();
  readonly ledger = new Ledger();
  readonly witness = new Witness();
  /** The seller's files as they are now. */
  files: ShopFiles;
  /** How far the shop's clock is from the truth, in ms. */
  clockError = 0;
  /** False when the accidents are over. */
  troubled = true;
  violation: Violation | null = null;

  constructor(dice: Dice, profile: Profile, files: ShopFiles) {
    this.dice = dice;
    this.profile = profile;
    this.files = files;
  }

  /** Whether this kind of trouble comes now. */
  strikes(trouble: Trouble): boolean {
    return this.troubled && this.wants(trouble);
  }

  /** The same for what people do, who go on after the accidents. */
  wants(share: Trouble): boolean {
    return this.dice.chance(this.profile.shares.get(share) ?? 0);
  }

  isOn(trouble: Trouble): boolean {
    return this.troubled && (this.profile.shares.get(trouble) ?? 0) > 0;
  }

  /** The first one counts; the simulation ends with it. */
  violated(rule: string, what: string): void {
    this.violation ??= { rule, what };
    this.story.tell(`VIOLATED: ${rule}: ${what}`);
  }
}
