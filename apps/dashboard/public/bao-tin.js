// Wakes on a push, which has no word in it, and says that something waits; a tap opens the page.
self.addEventListener("push", (event) => {
  event.waitUntil(self.registration.showNotification("Học Vụ Số", { body: "Bác có việc mới. Mời mở ra xem.", tag: "viec-moi", lang: "vi" }));
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow("/bang-dieu-hanh/bao-tin"));
});
