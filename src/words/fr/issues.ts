import type { issues as english } from '../en/issues.ts';

export const issues: typeof english = {};
