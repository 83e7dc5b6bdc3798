/** What helpers of the shop are made outside of any commit: the report of the day, and lists as files. */
import { dropOldAttachments, keepAttachment } from '../channels/attachments.ts';
import { localDate } from '../commerce/calendar.ts';
import type { StaffReportWish } from '../decisions/staff-report.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { EXPORT_TYPES, exportFileName, exportList } from '../seller/exports/export-list.ts';
import { listSourceOf } from '../seller/exports/source.ts';
import { staffReport } from '../seller/staff/report.ts';
import type { FolderStore } from '../store/json/open.ts';
import type { AppParts } from './parts.ts';

export interface StaffSide {
  readonly parts: AppParts;
  readonly store: FolderStore;
  readonly runtime: () => Runtime;
  readonly practice: boolean;
}

export function staffJobs({ parts, store, runtime, practice }: StaffSide) {
  const { settings, clock, newId } = parts;
  const source = () => listSourceOf(store, runtime().files, clock.now());
  return {
    report: (wish: StaffReportWish) => {
      const newestOrders = (limit: number) => store.query.newest('orders', limit);
      const newestFacts = (limit: number) => store.query.newest('facts', limit);
      return staffReport({ lists: source, alerts: () => store.query.all('alerts'), newestOrders, newestFacts, practice }, wish);
    },
    list: async () => {
      const now = clock.now();
      await dropOldAttachments(settings.dataDirectory, now);
      const { timeZone, language } = runtime().files.shop;
      const day = localDate(now, timeZone);
      const name = exportFileName('orders', 'xlsx', { to: day }, language);
      const chunks = exportList({ what: 'orders', format: 'xlsx', source: source() });
      return keepAttachment(settings.dataDirectory, { name, mime: EXPORT_TYPES.xlsx, chunks }, { now, newId });
    },
  };
}
