"""The processes in which checks run. The only place of the course that starts one."""
