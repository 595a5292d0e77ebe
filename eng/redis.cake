// A Redis for the tests of the cache in cluster mode; they say that they were skipped where there is none.
void EnsureRedis()
{
    if (HasCommand("redis-cli") && (HasCommand("redis-server") || HasCommand("redis-check-rdb")))
    {
        return;
    }

    if (IsRunningOnLinux() && HasCommand("apt-get"))
    {
        // Not the package redis-server, which would start a server on port 6379 and at every boot. The same program is in redis-tools.
        Information("Redis is not on this machine: installing the package redis-tools (no server is set up).");
        AptInstall("redis-tools");
        return;
    }

    Warning("Redis is not on this machine: tests of the cache in cluster mode are skipped. Install redis.");
}
