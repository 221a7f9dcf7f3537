using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Entente.Bench.Link;

/// <summary>
/// A TUN device: what the kernel would send over it can be read here, what is written here the kernel receives.
/// Opened in the namespace of the calling thread, where the device then lives until this is disposed.
/// </summary>
public sealed partial class Tun : IDisposable
{
    private const int ReadWriteNonBlocking = 0x0002 | 0x0800;
    private const nuint SetInterface = 0x400454ca;
    private const short TunWithoutPacketInformation = 0x0001 | 0x1000;
    private const short Readable = 0x0001;
    private const int TryAgain = 11;

    private readonly int _file;

    public Tun(string device)
    {
        _file = Open("/dev/net/tun", ReadWriteNonBlocking);
        if (_file < 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError(), "Cannot open /dev/net/tun: " + Marshal.GetLastPInvokeErrorMessage());
        var request = new InterfaceRequest { Flags = TunWithoutPacketInformation };
        for (var at = 0; at < device.Length; at++)
            request.Name[at] = (byte)device[at];
        if (Control(_file, SetInterface, ref request) < 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError(), "Cannot make a TUN device: " + Marshal.GetLastPInvokeErrorMessage());
    }

    /// <summary>The next packet, or 0 when there was none for a tenth of a second.</summary>
    public int Read(byte[] packet)
    {
        var wait = new PollRequest { File = _file, Events = Readable };
        if (Poll(ref wait, 1, 100) <= 0)
            return 0;
        var length = (int)ReadFile(_file, packet, (nuint)packet.Length);
        return length >= 0 || Marshal.GetLastPInvokeError() == TryAgain
            ? Math.Max(length, 0)
            : throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    /// <summary>Hands a packet to the kernel. A device that is down drops it, as an unplugged cable would.</summary>
    public void Write(byte[] packet) => _ = WriteFile(_file, packet, (nuint)packet.Length);

    public void Dispose() => _ = Close(_file);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollRequest
    {
        public int File;
        public short Events;
        public short Answer;
    }

    [System.Runtime.CompilerServices.InlineArray(16)]
    private struct DeviceName
    {
        private byte _first;
    }

    [System.Runtime.CompilerServices.InlineArray(22)]
    private struct Padding
    {
        private byte _first;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct InterfaceRequest
    {
        public DeviceName Name;
        public short Flags;
        public Padding Rest;
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(int file, nuint request, ref InterfaceRequest argument);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(ref PollRequest requests, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint ReadFile(int file, byte[] buffer, nuint length);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint WriteFile(int file, byte[] buffer, nuint length);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int file);
}
