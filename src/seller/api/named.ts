/** The schemas that have a name in the description of the API. */
import { z } from 'zod';

export const NAMED = z.registry<{ readonly id: string }>();
