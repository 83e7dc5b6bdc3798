/** A shop in which nobody helps: what helpers would want looked up is never asked for. */
import type { StaffJobs } from '../../src/runtime/jobs.ts';

export const NO_STAFF: StaffJobs = {
  report: () => Promise.reject(new Error('nobody helps here')),
  list: () => Promise.reject(new Error('nobody helps here')),
};
