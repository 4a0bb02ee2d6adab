import { z } from 'zod';

/** By what the window names things: never a path that it put together itself. */
export const batch = z.string().regex(/^[^/\\\0]{1,200}\.permitbatch$/i);
export const connection = z.string().min(1).max(100);
/** As the spreadsheet shows it. */
export const row = z.int().min(1);
/** Counted from 1. */
export const column = z.int().min(1);
