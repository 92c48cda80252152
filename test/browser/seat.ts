import type { Browser, Locator, Page } from 'playwright-core';

/** One person at one screen, doing what a person does: finding things by their role and name. */
export type Seat = {
  readonly page: Page;
  open(path: string): Promise<void>;
  press(name: string | RegExp): Promise<void>;
  /** Fills the form that is open, and leaves it open. */
  choose(fields: Readonly<Record<string, string>>): Promise<void>;
  /** Fills the form that is open and sends it; waits until the server has taken it. */
  complete(fields: Readonly<Record<string, string>>): Promise<void>;
  /** Whether something is on the screen, or comes within some seconds. */
  sees(what: string | RegExp | Locator): Promise<boolean>;
  leave(): Promise<void>;
};

/** Signs a demo person in on a screen of their own. */
export async function seat(browser: Browser, url: string, person: string, locale = 'en'): Promise<Seat> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(`${url}/sign-in`);
  await page.getByRole('button', { name: person }).first().click();
  await page.waitForURL(/\/board/);
  const sees = async (what: string | RegExp | Locator) => {
    const found = typeof what === 'string' || what instanceof RegExp ? page.getByText(what) : what;
    return found
      .first()
      .waitFor()
      .then(
        () => true,
        () => false,
      );
  };
  const choose = async (fields: Readonly<Record<string, string>>) => {
    const dialog = page.getByRole('dialog').last();
    for (const [label, value] of Object.entries(fields)) await fillOne(page, dialog, label, value);
  };
  return {
    page,
    choose,
    sees,
    open: async (path) => {
      await page.goto(`${url}${path}`);
    },
    press: async (name) => {
      await page.getByRole('button', { name }).first().click();
    },
    complete: async (fields) => {
      await choose(fields);
      const dialog = page.getByRole('dialog').last();
      await dialog.getByRole('button', { name: 'Send' }).click();
      await dialog.waitFor({ state: 'hidden' });
    },
    leave: () => context.close(),
  };
}

async function fillOne(page: Page, dialog: Locator, label: string, value: string): Promise<void> {
  const choice = dialog.getByRole('radiogroup', { name: label }).getByText(value, { exact: true });
  const box = dialog.getByRole('combobox', { name: label, exact: true });
  const quick = dialog
    .getByRole('group', { name: label, exact: true })
    .getByRole('button', { name: value, exact: true });
  const tick = dialog.getByRole('checkbox', { name: value });
  const text = dialog.getByLabel(label, { exact: true });
  await dialog.getByText(label, { exact: true }).or(text).first().waitFor();
  if ((await choice.count()) > 0) return choice.click();
  if ((await box.count()) > 0) {
    if (await box.isEditable()) await box.fill(value);
    else await box.press('ArrowDown');
    const option = page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: value });
    if ((await option.count()) > 0 || !(await isFree(box))) return option.first().click();
    return box.press('Escape');
  }
  if ((await quick.count()) > 0) return quick.click();
  if ((await tick.count()) > 0) return tick.first().check();
  await text.first().fill(value);
}

/** A box that suggests takes any text; one that chooses takes only what it offers. */
const isFree = (box: Locator): Promise<boolean> =>
  box.evaluate((element) => element.closest('.ant-select-auto-complete') !== null);

/** The open drawer of pages of one person, an item each. */
export async function openPages({ page }: Seat): Promise<Locator> {
  await page.getByRole('button', { name: /^My pages/ }).click();
  return page.getByRole('list', { name: 'My pages' }).getByRole('listitem');
}
