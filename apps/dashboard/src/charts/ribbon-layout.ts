/** Where each former commune's ribbon leaves and arrives. Widths are in proportion to persons and conserve their sum; labels never overlap. */

export type Ribbon = { readonly fromTop: number; readonly toTop: number; readonly thickness: number; readonly slotTop: number };

export type RibbonLayout = { readonly ribbons: readonly Ribbon[]; readonly height: number; readonly targetTop: number; readonly targetHeight: number };

/** Ribbons in the order of `persons`. A ribbon thinner than `slotHeight` stands in the middle of its slot. */
export function layRibbons(persons: readonly number[], { height, slotHeight, gap }: { height: number; slotHeight: number; gap: number }): RibbonLayout {
  const total = persons.reduce((sum, count) => sum + count, 0);
  const thicknesses = persons.map((count) => (total === 0 ? 0 : (count / total) * height));
  const slots = thicknesses.map((thickness) => Math.max(thickness, slotHeight));
  const fullHeight = slots.reduce((sum, slot) => sum + slot, 0) + gap * Math.max(0, persons.length - 1);
  const targetTop = (fullHeight - (total === 0 ? 0 : height)) / 2;
  let slotTop = 0;
  let toTop = targetTop;
  const ribbons = thicknesses.map((thickness, index) => {
    const slot = slots[index] ?? slotHeight;
    const ribbon: Ribbon = { slotTop, fromTop: slotTop + (slot - thickness) / 2, toTop, thickness };
    slotTop += slot + gap;
    toTop += thickness;
    return ribbon;
  });
  return { ribbons, height: fullHeight, targetTop, targetHeight: total === 0 ? 0 : height };
}
