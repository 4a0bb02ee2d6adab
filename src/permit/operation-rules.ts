import { createRules } from './create.ts';
import { deleteRules } from './delete.ts';
import type { OperationName, OperationRules } from './operation.ts';
import { updateRules } from './update.ts';

export const operationRules: Readonly<Record<OperationName, OperationRules>> = {
  update: updateRules,
  create: createRules,
  delete: deleteRules,
};
