/** Offered to whoever comes for the first time; its files are part of the app. */
export const firstLesson = "tra-tien-qr";
