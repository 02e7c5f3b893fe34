import { Clock, Database, PaperKeys, Sealer } from '@motcua/service-kit';
import { PaperCheckController } from '../paper-check/paper-check.controller.js';
import { PaperChecks } from '../paper-check/paper-checks.js';
import { PaperKeysController } from '../paper-check/paper-keys.controller.js';
import { RegisterExportController } from '../tracking-register/register-export.controller.js';
import { RegisterPrinter } from '../tracking-register/register-printer.js';
import { RegisterReader } from '../tracking-register/register.reader.js';
import { FormsController } from './forms.controller.js';
import { OfficialForms } from './official-forms.js';
import { OwnFormsController } from './own-forms.controller.js';

/** Papers: printed, and checked by whoever holds one. */
export const paperControllers = [
  FormsController,
  OwnFormsController,
  RegisterExportController,
  PaperKeysController,
  PaperCheckController,
];

export const paperProviders = [
  {
    provide: PaperKeys,
    inject: [Database, Sealer, Clock],
    useFactory: (database: Database, sealer: Sealer, clock: Clock) => new PaperKeys(database, sealer, clock),
  },
  OfficialForms,
  PaperChecks,
  RegisterReader,
  RegisterPrinter,
];
