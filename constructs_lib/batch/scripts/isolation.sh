# Jobs with a network interface of their own (multi-node) do not get the instance's role.
echo ECS_AWSVPC_BLOCK_IMDS=true >>"${ECS_CONFIG:-/etc/ecs/ecs.config}"
