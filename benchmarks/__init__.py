"""Measurements that anybody can repeat; timings are never test assertions."""
