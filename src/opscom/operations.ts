import type { OperationName } from '../permit/operation.ts';
import { permitCreate } from './create.ts';
import { permitDelete } from './delete.ts';
import type { Operation } from './operation.ts';
import { permitUpdate } from './update.ts';

export const operations: Readonly<Record<OperationName, Operation>> = {
  update: permitUpdate,
  create: permitCreate,
  delete: permitDelete,
};
