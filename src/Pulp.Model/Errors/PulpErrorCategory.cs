namespace Pulp.Model;

/// <summary>What kind of error it is. The names are those of PowerShell's ErrorCategory.</summary>
public enum PulpErrorCategory
{
    /// <summary>An object that was named does not exist.</summary>
    ObjectNotFound,

    /// <summary>The name is taken.</summary>
    ResourceExists,

    /// <summary>An argument is not usable as it stands.</summary>
    InvalidArgument,

    /// <summary>Data that was read is not what it should be.</summary>
    InvalidData,

    /// <summary>The operation does not fit the state of its object.</summary>
    InvalidOperation,

    /// <summary>Something the work needs is not there.</summary>
    ResourceUnavailable,

    /// <summary>Something the work needs is in use.</summary>
    ResourceBusy,

    /// <summary>A task did not complete.</summary>
    OperationStopped,

    /// <summary>The time that was given has passed.</summary>
    OperationTimeout,

    /// <summary>A limit that was given is exceeded.</summary>
    LimitsExceeded,

    /// <summary>Upstream did not answer.</summary>
    ConnectionError,

    /// <summary>Access was refused.</summary>
    PermissionDenied,
}
