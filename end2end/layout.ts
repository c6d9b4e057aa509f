// What every page must keep to, whatever is on it.

import { expect, type Page } from '@playwright/test';

/** Nothing is wider than the screen. (A phone's `innerWidth` grows with what overflows, so the screen's own width counts.) */
export async function fits(page: Page) {
  const { width } = page.viewportSize()!;
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth), { message: `${page.url()} is too wide` })
    .toBeLessThanOrEqual(width);
}

/** Where the page leads next is on the screen without scrolling, and large enough for a thumb. */
export async function atThumb(page: Page, name: RegExp | string, role: 'button' | 'link' = 'button') {
  const next = page.getByRole(role, { name });
  await expect(next).toBeInViewport({ ratio: 0.9 });
  expect((await next.boundingBox())!.height).toBeGreaterThanOrEqual(44);
}
