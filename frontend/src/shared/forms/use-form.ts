import {
  type FormEvent,
  type RefObject,
  useCallback,
  useEffect,
  useRef,
  useState,
} from "react";
import { ShopError, sentence } from "../net/fetch-json";
import {
  type FormValues,
  fillForm,
  loadDraft,
  readForm,
  saveDraft,
} from "./form-values";

/** Messages by control name, in the order in which the form asks. */
export type FormErrors = Record<string, string>;

interface Options {
  /** Names of checkbox groups. */
  many?: readonly string[];
  /** Where the draft is kept; none without. */
  draft?: string;
  check(values: FormValues): FormErrors;
  /** Throws to refuse; a ShopError's fields land at their controls. */
  submit(values: FormValues): Promise<void>;
  /** The control's name for a field name of the server's; undefined when the form has none. */
  control?(field: string): string | undefined;
}

export interface Form {
  ref: RefObject<HTMLFormElement | null>;
  summaryRef: RefObject<HTMLDivElement | null>;
  /** What is filled in now; empty until the form is in the page. */
  values: FormValues;
  errors: FormErrors;
  /** What is wrong with no single control. */
  general: string;
  busy: boolean;
  onSubmit(event: FormEvent<HTMLFormElement>): void;
  onInput(event: FormEvent<HTMLFormElement>): void;
  /** Fills controls from outside, as if typed. */
  fill(values: FormValues): void;
}

/**
 * A form that checks itself on submit only, then each wrong field as it is corrected. A second submit
 * while one is under way is passed over. What was typed stays in every case.
 */
export function useForm(options: Options): Form {
  const ref = useRef<HTMLFormElement>(null);
  const summaryRef = useRef<HTMLDivElement>(null);
  const underWay = useRef(false);
  const latest = useRef(options);
  latest.current = options;
  const [values, setValues] = useState<FormValues>({});
  const [errors, setErrors] = useState<FormErrors>({});
  const [general, setGeneral] = useState("");
  const [busy, setBusy] = useState(false);
  const [refusals, setRefusals] = useState(0);
  const { draft } = options;

  const take = useCallback(() => {
    if (ref.current) setValues(readForm(ref.current, latest.current.many));
  }, []);

  const fill = useCallback(
    (given: FormValues) => {
      if (ref.current) fillForm(ref.current, given);
      take();
    },
    [take],
  );

  useEffect(() => {
    const kept = draft === undefined ? null : loadDraft(draft);
    if (kept) fill(kept);
    else take();
  }, [draft, fill, take]);

  useEffect(() => {
    if (refusals > 0) {
      summaryRef.current?.focus();
      if (!document.title.startsWith("Error: "))
        document.title = `Error: ${document.title}`;
    }
  }, [refusals]);

  function refuse(found: FormErrors, message: string) {
    setErrors(found);
    setGeneral(message);
    setRefusals((n) => n + 1);
  }

  async function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (underWay.current || !ref.current) return;
    const now = readForm(ref.current, latest.current.many);
    setValues(now);
    const found = latest.current.check(now);
    if (Object.keys(found).length > 0) return refuse(found, "");
    underWay.current = true;
    setBusy(true);
    try {
      await latest.current.submit(now);
      setErrors({});
      setGeneral("");
      document.title = document.title.replace(/^Error: /, "");
    } catch (error) {
      const placed: FormErrors = {};
      let rest = "";
      const named = latest.current.control ?? ((field: string) => field);
      if (error instanceof ShopError)
        for (const [field, { message }] of Object.entries(error.fields)) {
          const name = named(field);
          if (name !== undefined && ref.current?.elements.namedItem(name))
            placed[name] = message;
          else rest ||= message;
        }
      refuse(
        placed,
        Object.keys(placed).length > 0 ? rest : rest || sentence(error),
      );
    } finally {
      underWay.current = false;
      setBusy(false);
    }
  }

  function onInput(event: FormEvent<HTMLFormElement>) {
    if (!ref.current) return;
    const now = readForm(ref.current, latest.current.many);
    setValues(now);
    if (draft !== undefined) saveDraft(draft, now);
    const name = (event.target as HTMLInputElement).name;
    if (name && errors[name] !== undefined) {
      const { [name]: was, ...others } = errors;
      const still = latest.current.check(now)[name];
      setErrors(still === undefined ? others : { ...errors, [name]: still });
    }
  }

  return {
    ref,
    summaryRef,
    values,
    errors,
    general,
    busy,
    onSubmit,
    onInput,
    fill,
  };
}
