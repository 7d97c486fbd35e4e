export { decide, isInForce, provincialRoles, roles, staffRoles, type Asked, type Decision, type Grant, type Role, type Rule, type StaffRole } from "./access.ts";
