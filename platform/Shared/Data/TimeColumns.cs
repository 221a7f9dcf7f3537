using System.Data;
using System.Runtime.CompilerServices;
using Dapper;

namespace Entente.Shared.Data;

/// <summary>Lets Dapper read <c>timestamptz</c> as <see cref="DateTimeOffset"/>, always in UTC; Npgsql by itself offers a DateTime.</summary>
internal sealed class TimeColumns : SqlMapper.TypeHandler<DateTimeOffset>
{
    [ModuleInitializer]
    internal static void Register() => SqlMapper.AddTypeHandler(new TimeColumns());

    public override DateTimeOffset Parse(object value) => value switch
    {
        DateTime time => new DateTimeOffset(time, TimeSpan.Zero),
        DateTimeOffset time => time,
        _ => throw new InvalidCastException($"A {value.GetType().Name} is no instant."),
    };

    public override void SetValue(IDbDataParameter parameter, DateTimeOffset value) => parameter.Value = value.UtcDateTime;
}
