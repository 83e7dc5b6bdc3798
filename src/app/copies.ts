/**
 * The copy of every night, of an open shop: a backup is taken as ever, brought where the settings say, and the
 * seller is told where it does not get there.
 */
import type { TakenBackup } from '../backup/backup.ts';
import type { NightlyCopy, Settings } from '../config/settings.ts';
import { bringCopy } from '../off-machine/bring.ts';
import { lastCopy, noteCopy } from '../off-machine/last.ts';
import { followNights, type Nights } from '../off-machine/nightly.ts';
import { withOwnFiles } from '../off-machine/own-files.ts';
import { runPrograms } from '../off-machine/run.ts';
import { failureWords } from '../off-machine/words.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { AppParts } from './parts.ts';

export async function followCopies(
  {
    parts,
    runtime,
  }: {
    readonly parts: Pick<AppParts, 'clock' | 'log' | 'home'> & { readonly settings: Pick<Settings, 'dataDirectory'> };
    readonly runtime: Runtime;
  },
  takeBackup: () => Promise<Pick<TakenBackup, 'folder'>>,
  { to, hour }: NightlyCopy,
): Promise<Nights> {
  const { clock, log, home, settings } = parts;
  const last = await lastCopy(settings.dataDirectory);
  return followNights({
    clock,
    timeZone: () => runtime.files.shop.timeZone,
    hour,
    last: last && Date.parse(last.at),
    async copy(date, signal) {
      const { folder } = await takeBackup();
      const now = clock.now();
      const brought = await withOwnFiles(home, settings.dataDirectory, (own) =>
        bringCopy({ backup: folder, own }, to, { run: runPrograms(signal), date, now }),
      );
      if (brought.ok) await noteCopy(settings.dataDirectory, { at: new Date(now).toISOString(), where: brought.where });
      return brought;
    },
    async tell(failure) {
      const failed = failure && failureWords(failure, runtime.files.shop.language);
      const told = await runtime.act({ do: 'note-copy', failed });
      if (!told.kept) throw new Error('what became of the copy could not be kept');
    },
    log,
  });
}
