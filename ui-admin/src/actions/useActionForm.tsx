import { useState, type ReactNode } from 'react';
import { ActionForm } from './ActionForm';
import type { Form } from './fields';

/** The one form a page has open at a time: what opens it, and the form itself; `onClose` is for pages that reload. */
export const useActionForm = (onClose?: () => void): readonly [form: ReactNode, open: (form: Form) => void] => {
  const [form, setForm] = useState<Form>();
  const close = () => {
    setForm(undefined);
    onClose?.();
  };
  return [form === undefined ? null : <ActionForm form={form} onClose={close} />, setForm];
};
