using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Entente.Shared.Web;

/// <summary>What the application prints, line by line or, where there are many, several at once.</summary>
public sealed class StandardOutput : TextWriter
{
    // Not the console's own stream, which locks Console.Out, that is, us.
    private readonly FileStream _out = new(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
    private readonly Gathered _lines;

    private StandardOutput() => _lines = new Gathered(Pass);

    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>From now on; the last lines are printed when the process ends.</summary>
    public static void Take()
    {
        var output = new StandardOutput();
        Console.SetOut(output);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => output._lines.Dispose();
    }

    public override void Write(char value) => _lines.Add([value]);

    public override void Write(ReadOnlySpan<char> buffer) => _lines.Add(buffer);

    public override void Write(char[] buffer, int index, int count) => _lines.Add(buffer.AsSpan(index, count));

    public override void Write(string? value) => _lines.Add(value);

    public override void WriteLine(string? value) => _lines.Add(value + "\n");

    private void Pass(string lines)
    {
        try
        {
            _out.Write(Encoding.GetBytes(lines));
        }
        catch (IOException)
        {
            // Nobody listens any more, or the disk behind it is full: no reason to fall.
        }
    }
}
