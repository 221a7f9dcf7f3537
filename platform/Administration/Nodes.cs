using Dapper;
using Entente.Shared.Web;
using Npgsql;

namespace Entente.Administration;

/// <summary>A process of this installation, as it last said of itself.</summary>
public sealed record NodeRow(string Name, string Role, string Version, string Runtime, DateTimeOffset StartedAt, DateTimeOffset SeenAt, TimeSpan ClockAhead, long? DiskFree, long? DiskSize)
{
    /// <summary>Whether it was heard of lately: three beats may be missed.</summary>
    public bool Alive(DateTimeOffset now) => now - SeenAt < Nodes.Beat * 3;

    /// <summary>Leases and the timetable are measured by each node's own clock; some seconds do no harm.</summary>
    public bool ClockIsWrong => ClockAhead.Duration() > TimeSpan.FromSeconds(5);

    public bool DiskIsShort => DiskFree < Math.Min(1L << 30, DiskSize.GetValueOrDefault() / 10);
}

/// <summary>Which processes are alive. Each writes its own line; whoever is gone for a day is forgotten.</summary>
public static class Nodes
{
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(30);

    public static Task Here(NpgsqlConnection connection, string name, string role, string folder, DateTimeOffset startedAt, DateTimeOffset now)
    {
        var disk = Disk(folder);
        return connection.ExecuteAsync("""
            insert into administration.node as known (name, role, version, runtime, started_at, seen_at, clock_ahead, disk_free, disk_size)
            values (@name, @role, @version, @runtime, @startedAt, @now, @now - clock_timestamp(), @free, @size)
            on conflict (name) do update set seen_at = excluded.seen_at, clock_ahead = excluded.clock_ahead, disk_free = excluded.disk_free, disk_size = excluded.disk_size;
            delete from administration.node where seen_at < @now - interval '1 day'
            """, new { name, role, version = Build.Version, runtime = Environment.Version.ToString(), startedAt, now, free = disk?.Free, size = disk?.Size });
    }

    public static Task Gone(NpgsqlConnection connection, string name) =>
        connection.ExecuteAsync("delete from administration.node where name = @name", new { name });

    public static async Task<IReadOnlyList<NodeRow>> All(NpgsqlConnection connection) =>
        [.. await connection.QueryAsync<NodeRow>("""
            select name, role, version, runtime, started_at as "StartedAt", seen_at as "SeenAt", clock_ahead as "ClockAhead",
              disk_free as "DiskFree", disk_size as "DiskSize"
            from administration.node order by role, name
            """)];

    private static (long Free, long Size)? Disk(string folder)
    {
        try
        {
            var drive = new DriveInfo(Path.GetFullPath(folder));
            return (drive.AvailableFreeSpace, drive.TotalSize);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
