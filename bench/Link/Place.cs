using System.ComponentModel;
using System.Net;
using System.Net.Sockets;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Entente.Bench.Processes;

namespace Entente.Bench.Link;

/// <summary>
/// A network namespace of the bench's own: a place whose only way out is the emulated link. The name carries our
/// process number, so that the next start can tell what a crash left behind.
/// </summary>
public sealed partial class Place : IDisposable
{
    private const string Prefix = "entente-bench-";
    private const int NetworkNamespace = 0x40000000;

    private readonly string _name;

    public Place(string role)
    {
        _name = $"{Prefix}{Environment.ProcessId}-{role}";
        Command.Run("ip", "netns", "add", _name);
        Ip("link", "set", "lo", "up");
        // The same rules whatever the machine's own settings are (reno is the one every kernel lets a namespace
        // choose), no memory of earlier connections, no IPv6 chatter.
        Inside(() =>
        {
            File.WriteAllText("/proc/sys/net/ipv4/tcp_congestion_control", "reno");
            File.WriteAllText("/proc/sys/net/ipv4/tcp_no_metrics_save", "1");
            if (Directory.Exists("/proc/sys/net/ipv6/conf"))
                File.WriteAllText("/proc/sys/net/ipv6/conf/all/disable_ipv6", "1");
            return true;
        });
    }

    /// <summary>What a command needs in front of it to run here.</summary>
    public string[] Enter => ["ip", "netns", "exec", _name];

    public void Ip(params string[] arguments) => Command.Run("ip", ["-n", _name, .. arguments]);

    /// <summary>
    /// Runs a short piece of work on a thread that is moved here and then thrown away. A socket or device opened in
    /// it stays here, and can be used from any thread afterwards.
    /// </summary>
    public T Inside<T>(Func<T> work)
    {
        var (result, failure) = (default(T), default(Exception));
        var thread = new Thread(() =>
        {
            try
            {
                using var place = File.OpenHandle($"/run/netns/{_name}");
                if (SetNamespace((int)place.DangerousGetHandle(), NetworkNamespace) != 0)
                    throw new Win32Exception(Marshal.GetLastPInvokeError());
                result = work();
            }
            catch (Exception caught)
            {
                failure = caught;
            }
        });
        thread.Start();
        thread.Join();
        if (failure is not null)
            ExceptionDispatchInfo.Throw(failure);
        return result!;
    }

    /// <summary>For HTTP clients: connections that start here. A name stands for the server's end of the link.</summary>
    public SocketsHttpHandler Reach() => new()
    {
        ConnectCallback = async (context, cancel) =>
        {
            var socket = Inside(() => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true });
            var address = IPAddress.TryParse(context.DnsEndPoint.Host, out var given) ? given : EmulatedLink.ServerAddress;
            await socket.ConnectAsync(new IPEndPoint(address, context.DnsEndPoint.Port), cancel);
            return new NetworkStream(socket, ownsSocket: true);
        },
    };

    public void Dispose() => Remove(_name);

    /// <summary>Removes what an earlier bench could not remove because it was killed.</summary>
    public static void RemoveAbandoned()
    {
        if (!Directory.Exists("/run/netns"))
            return;
        foreach (var name in Directory.EnumerateFiles("/run/netns", Prefix + "*").Select(path => Path.GetFileName(path)!))
        {
            if (!Directory.Exists($"/proc/{name[Prefix.Length..].Split('-')[0]}"))
                Remove(name);
        }
    }

    private static void Remove(string name)
    {
        foreach (var process in Command.Run("ip", "netns", "pids", name).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            Command.Try("kill", "-9", process);
        Command.Try("ip", "netns", "del", name);
    }

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int SetNamespace(int file, int kind);
}
