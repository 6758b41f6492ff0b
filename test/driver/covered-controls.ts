import type { Page } from 'playwright-core';

/** What can be pressed or written in, and has something else lying over a part of it: a sighted person cannot use it there. */
export function coveredControls(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const modal = [...document.querySelectorAll('dialog:modal')].at(-1) ?? document.body;
    const popover = '[popover]:popover-open';
    return [...modal.querySelectorAll<HTMLElement>('button, a[href], input, select, textarea, summary')]
      .filter((control) => control.closest('[inert]') === null)
      .flatMap((control) => {
        const cover = coverOf(control);
        if (cover === null || (cover.closest(popover) !== null && control.closest(popover) === null))
          return [];
        return [`${describe(control)} under ${describe(cover)}`];
      });

    function coverOf(control: Element): Element | null {
      if (!control.checkVisibility({ visibilityProperty: true })) return null;
      for (const { x, y, width, height } of control.getClientRects()) {
        // For screen readers alone.
        if (width <= 1 || height <= 1) continue;
        for (const share of [0.2, 0.5, 0.8]) {
          const cover = coverAt(control, x + width * share, y + height / 2);
          if (cover !== null) return cover;
        }
      }
      return null;
    }

    function coverAt(control: Element, left: number, top: number): Element | null {
      if (isScrolledAway(control, left, top)) return null;
      const hit = document.elementFromPoint(left, top);
      if (hit === null || control.contains(hit) || hit.contains(control)) return null;
      // A label gives on what it is given.
      return hit.closest('label')?.contains(control) === true ? null : hit;
    }

    function isScrolledAway(control: Element, left: number, top: number): boolean {
      for (let parent = control.parentElement; parent !== null; parent = parent.parentElement) {
        if (getComputedStyle(parent).overflow === 'visible') continue;
        const box = parent.getBoundingClientRect();
        if (left < box.left || left > box.right || top < box.top || top > box.bottom) return true;
      }
      return false;
    }

    function describe(element: Element): string {
      const { testid } = (element as HTMLElement).dataset;
      return testid ?? `${element.tagName.toLowerCase()}.${element.className || element.id}`;
    }
  });
}
