import { localDay, type JsonObject } from '@motcua/domain';
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import type { DeclarationIssue } from './declaration-issue.js';
import { issueOf } from './declaration-messages.js';
import { declarationProblem } from './declaration-problem.js';
import { formValidator, isValidOn, type CodeList, type CodeListEntry, type FormContext } from './form-keywords.js';
import { readable } from './readable.js';
import { fieldsOf, idOf, type FormField, type FormFields, type SchemaDocument } from './schema-fields.js';

const MAX_ISSUES = 50;

/** Which form an edition of a procedure asks for. */
export interface FormAssignment {
  readonly procedureVersionId: string;
  readonly form: SchemaDocument;
}

/** The declaration forms of a catalogue, compiled at start. One instance serves all requests; it keeps nothing of them. */
export class DeclarationSchemas {
  private readonly forms = new Map<string, CompiledForm>();

  /**
   * @param documents every schema document of the catalogue, shared definitions included
   * @throws {Error} of Ajv when a document does not compile; the loader turns it into a `FileFault`
   */
  constructor(
    assignments: readonly FormAssignment[],
    private readonly documents: readonly SchemaDocument[],
    private readonly codeLists: ReadonlyMap<string, CodeList>,
  ) {
    const ajv = formValidator(codeLists);
    documents.forEach((document) => ajv.addSchema(document));
    const byId = new Map(documents.map((document) => [idOf(document), document]));
    for (const { procedureVersionId, form } of assignments) {
      const validate = ajv.getSchema(idOf(form)) as ValidateFunction;
      this.forms.set(procedureVersionId, { root: form, validate, ...fieldsOf(form, byId) });
    }
  }

  /**
   * What is wrong with a declaration, in Vietnamese for the citizen; empty when it is in order.
   *
   * @param context `receivedAt` ISO instant: no date may lie after its day in Vietnam, and code lists are read as of that day
   * @throws {Error} for a version without a form, which the loader refuses
   */
  validate(
    procedureVersionId: string,
    declaration: unknown,
    context: { readonly receivedAt: string },
  ): readonly DeclarationIssue[] {
    const form = this.formOf(procedureVersionId);
    const looked = readable(declaration);
    if ('issues' in looked) return looked.issues;
    const day: FormContext = { receivedDay: localDay(context.receivedAt) };
    if (form.validate.call(day, looked.declaration)) return [];
    return issuesOf(form.validate.errors ?? [], form.fields);
  }

  /**
   * As `validate`, for a request whose member `declaration` it is.
   *
   * @param context `toleratesMissing`: what is absent is somebody else's to ask for
   * @throws {Problem} 422 `declaration.invalid` with every fault
   */
  demand(
    procedureVersionId: string,
    declaration: unknown,
    { receivedAt, toleratesMissing = false }: { readonly receivedAt: string; readonly toleratesMissing?: boolean },
  ): void {
    const issues = this.validate(procedureVersionId, declaration, { receivedAt }).filter(
      ({ code }) => !(toleratesMissing && code === 'missing'),
    );
    if (issues.length > 0) throw declarationProblem(issues);
  }

  /** True when the code may be chosen from a list of the catalogue on a local day. */
  offers(list: string, code: string, day: string): boolean {
    const entries = this.codeLists.get(list)?.entries ?? [];
    return entries.some((entry) => entry.code === code && isValidOn(entry, day));
  }

  /** What may be chosen from a list of the catalogue on a local day, in its order; empty when there is no such list. */
  choices(list: string, day: string): readonly { readonly code: string; readonly name: CodeListEntry['name'] }[] {
    const entries = this.codeLists.get(list)?.entries ?? [];
    return entries.filter((entry) => isValidOn(entry, day)).map(({ code, name }) => ({ code, name }));
  }

  /** The fields of the form in their order: titles, steps, sensitivity, code lists. */
  fields(procedureVersionId: string): readonly FormField[] {
    return [...this.formOf(procedureVersionId).fields.values()];
  }

  /** The form as one self-contained JSON Schema 2020-12 document, for pages and integrators. */
  document(procedureVersionId: string): JsonObject {
    const { root, documents } = this.formOf(procedureVersionId);
    const parts = this.documents.filter((document) => document !== root && documents.has(idOf(document)));
    const embedded = Object.fromEntries(parts.map((part) => [idOf(part).split('/schemas/')[1] ?? idOf(part), part]));
    return { ...root, $defs: embedded } as unknown as JsonObject;
  }

  private formOf(procedureVersionId: string): CompiledForm {
    const form = this.forms.get(procedureVersionId);
    if (form === undefined) throw new Error(`no declaration form for ${procedureVersionId}`);
    return form;
  }
}

interface CompiledForm extends FormFields {
  readonly root: SchemaDocument;
  readonly validate: ValidateFunction;
}

function issuesOf(errors: readonly ErrorObject[], fields: ReadonlyMap<string, FormField>): readonly DeclarationIssue[] {
  const issues = new Map<string, DeclarationIssue>();
  for (const error of mostTelling(errors)) {
    const issue = issueOf(error, (pointer) => fields.get(pointer.replaceAll(/\/\d+(?=\/|$)/g, '/*')));
    // A part of the form that failed evaluates nothing, so its own fields would be called unknown.
    const known = issue?.code === 'unknown-field' && fields.has(issue.pointer);
    if (issue !== null && !known && !issues.has(issue.pointer)) issues.set(issue.pointer, issue);
    if (issues.size === MAX_ISSUES) break;
  }
  return [...issues.values()];
}

/** What a number must look like tells more than that it is too long. */
function mostTelling(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  return errors.toSorted((one, other) => Number(one.keyword === 'maxLength') - Number(other.keyword === 'maxLength'));
}
